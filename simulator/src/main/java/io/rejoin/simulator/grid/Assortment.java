package io.rejoin.simulator.grid;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.ResettableCounter;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.Multimap;
import io.rejoin.crdt.type.register.ExtremeRegister;
import io.rejoin.crdt.type.register.Flag;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.ElementChange;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import io.rejoin.crdt.type.tree.MovableTree;
import java.util.List;
import java.util.random.RandomGenerator;

/** Operations of the types that no check of their own looks at: that they agree is checked. */
public final class Assortment {
  private static final int NAMES = 5;

  private Assortment() {}

  public static Deed<?> deed(String key, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> counterOrRegister(key, random);
      case 1 -> set(key, random);
      case 2 -> map(key, random);
      case 3 -> sequence(key, random);
      default -> Deed.of(MovableTree.TYPE, key, tree(random));
    };
  }

  /** Whether an operation may name what is not there, and is not possible then. */
  static boolean namesPlaces(Deed<?> deed) {
    return deed.type() == ReplicatedList.TYPE
        || deed.type() == ReplicatedText.TYPE
        || deed.type() == MovableTree.TYPE;
  }

  private static Deed<?> counterOrRegister(String key, RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 ->
        Deed.of(GrowOnlyCounter.TYPE, key, new GrowOnlyCounter.Increment(random.nextInt(9)));
      case 1 ->
        Deed.of(
            ResettableCounter.TYPE,
            key,
            random.nextInt(4) == 0
                ? new ResettableCounter.Reset()
                : new ResettableCounter.Add(random.nextInt(9) - 2));
      case 2 -> Deed.of(HyperLogLog.TYPE, key, new HyperLogLog.Add(any(random)));
      case 3 -> Deed.of(ExtremeRegister.MAX, key, new ExtremeRegister.Offer(any(random)));
      case 4 -> Deed.of(ExtremeRegister.MIN, key, new ExtremeRegister.Offer(any(random)));
      default ->
        Deed.of(
            random.nextBoolean() ? Flag.ENABLE_WINS : Flag.DISABLE_WINS,
            key,
            random.nextBoolean() ? new Flag.Enable() : new Flag.Disable());
    };
  }

  private static Deed<?> set(String key, RandomGenerator random) {
    Bytes element = any(random);
    boolean adds = random.nextInt(5) < 3;
    return switch (random.nextInt(5)) {
      case 0 -> Deed.of(GrowOnlySet.TYPE, key, new GrowOnlySet.Add(element));
      case 1 ->
        Deed.of(
            RemoveWinsSet.TYPE,
            key,
            adds ? new RemoveWinsSet.Add(element) : new RemoveWinsSet.Remove(element));
      case 2 ->
        Deed.of(
            TwoPhaseSet.TYPE,
            key,
            adds ? new ElementChange.Add(element) : new ElementChange.Remove(element));
      case 3 ->
        Deed.of(
            CausalLengthSet.TYPE,
            key,
            adds ? new ElementChange.Add(element) : new ElementChange.Remove(element));
      default ->
        Deed.of(
            LwwSet.TYPE,
            key,
            adds ? new ElementChange.Add(element) : new ElementChange.Remove(element));
    };
  }

  private static Deed<?> map(String key, RandomGenerator random) {
    Bytes field = any(random);
    if (random.nextBoolean()) {
      return Deed.of(
          LwwMap.TYPE,
          key,
          random.nextInt(4) == 0 ? new LwwMap.Remove(field) : new LwwMap.Put(field, any(random)));
    }
    return Deed.of(
        Multimap.TYPE,
        key,
        switch (random.nextInt(6)) {
          case 0 -> new Multimap.RemoveAll(field);
          case 1, 2 -> new Multimap.Remove(field, any(random));
          default -> new Multimap.Put(field, any(random));
        });
  }

  /** Indexes may lie outside: the operation is not possible then, and nothing happens. */
  private static Deed<?> sequence(String key, RandomGenerator random) {
    int at = random.nextInt(random.nextBoolean() ? 2 : 12);
    if (random.nextBoolean()) {
      return Deed.of(
          ReplicatedList.TYPE,
          key,
          switch (random.nextInt(6)) {
            case 0 -> new ReplicatedList.Delete(at, 1);
            case 1 -> new ReplicatedList.Move(at, random.nextInt(12));
            default -> new ReplicatedList.Insert(at, List.of(any(random), any(random)));
          });
    }
    return Deed.of(
        ReplicatedText.TYPE,
        key,
        switch (random.nextInt(6)) {
          case 0, 1 -> new ReplicatedText.Delete(at, 1 + random.nextInt(3));
          default -> new ReplicatedText.Insert(at, any(random).utf8());
        });
  }

  private static MovableTree.Change tree(RandomGenerator random) {
    if (random.nextInt(6) == 0) {
      return new MovableTree.Remove(any(random));
    }
    Bytes parent = random.nextInt(3) == 0 ? MovableTree.TOP : any(random);
    return new MovableTree.Move(any(random), parent, Bytes.EMPTY);
  }

  private static Bytes any(RandomGenerator random) {
    return Bytes.utf8("e" + random.nextInt(NAMES));
  }
}
