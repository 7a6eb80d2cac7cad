package io.rejoin.crdt.type;

import static io.rejoin.crdt.type.cart.Carts.add;
import static io.rejoin.crdt.type.map.Maps.count;
import static io.rejoin.crdt.type.map.Maps.inside;
import static io.rejoin.crdt.type.map.Maps.set;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.cart.Carts;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.counter.ResettableCounter;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.Multimap;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.ExtremeRegister;
import io.rejoin.crdt.type.register.Flag;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.ElementChange;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import io.rejoin.crdt.type.tree.MovableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A short life of one entry of each type at two runs: samples for the formats and for damage. */
final class Scripts {

  /** A type, what was done, and what came of it. */
  record Script<O extends Operation>(CrdtType<O> type, List<O> operations, State state) {
    static <O extends Operation> Script<O> of(CrdtType<O> type, List<O> operations) {
      Replica<O> one = new Replica<>(type, 0xa1);
      Replica<O> two = new Replica<>(type, 0xb2);
      for (int i = 0; i < operations.size(); i++) {
        Replica<O> writer = i % 2 == 0 ? one : two;
        Replica<O> reader = i % 2 == 0 ? two : one;
        State delta = writer.does(operations.get(i));
        if (i % 3 != 2) {
          reader.hears(delta);
        }
      }
      one.hears(two.state());
      return new Script<>(type, operations, one.state());
    }

    List<Bytes> operationBytes() {
      List<Bytes> bytes = new ArrayList<>();
      for (O operation : operations) {
        ByteWriter out = new ByteWriter();
        operation.write(out);
        bytes.add(out.toBytes());
      }
      return bytes;
    }

    @Override
    public String toString() {
      return type.name();
    }
  }

  private Scripts() {}

  private static Bytes name(String text) {
    return Bytes.utf8(text);
  }

  private static List<ExtremeRegister.Offer> offers(String... values) {
    return Stream.of(values)
        .map(value -> new ExtremeRegister.Offer(name(value)))
        .toList();
  }

  private static List<Flag.Change> switches() {
    return List.of(new Flag.Enable(), new Flag.Disable(), new Flag.Disable(), new Flag.Enable());
  }

  static List<Script<?>> all() {
    return List.of(
        Script.of(PnCounter.TYPE, List.of(new PnCounter.Add(5), new PnCounter.Add(-700))),
        Script.of(
            GrowOnlyCounter.TYPE,
            List.of(new GrowOnlyCounter.Increment(5), new GrowOnlyCounter.Increment(700))),
        Script.of(
            ResettableCounter.TYPE,
            List.of(
                new ResettableCounter.Add(5),
                new ResettableCounter.Add(-700),
                new ResettableCounter.Reset(),
                new ResettableCounter.Add(3),
                new ResettableCounter.Add(2))),
        Script.of(
            LwwRegister.TYPE,
            List.of(
                new LwwRegister.Set(name("old")),
                new LwwRegister.Set(name("new")),
                new LwwRegister.Set(name("x")),
                new LwwRegister.Set(name("y")))),
        Script.of(
            MvRegister.TYPE,
            List.of(
                new MvRegister.Set(name("old")),
                new MvRegister.Set(name("new")),
                new MvRegister.Set(name("x")),
                new MvRegister.Set(name("y")))),
        Script.of(ExtremeRegister.MAX, offers("5", "7", "6", "9", "8")),
        Script.of(ExtremeRegister.MIN, offers("5", "3", "4", "1", "2")),
        Script.of(Flag.ENABLE_WINS, switches()),
        Script.of(Flag.DISABLE_WINS, switches()),
        Script.of(
            AddWinsSet.TYPE,
            List.of(
                new AddWinsSet.Add(name("a")),
                new AddWinsSet.Add(name("b")),
                new AddWinsSet.Clear(),
                new AddWinsSet.Add(name("c")),
                new AddWinsSet.Remove(name("b")))),
        Script.of(
            GrowOnlySet.TYPE,
            List.of(new GrowOnlySet.Add(name("a")), new GrowOnlySet.Add(name("b")))),
        Script.of(
            RemoveWinsSet.TYPE,
            List.of(
                new RemoveWinsSet.Add(name("a")),
                new RemoveWinsSet.Remove(name("b")),
                new RemoveWinsSet.Clear(),
                new RemoveWinsSet.Add(name("b")),
                new RemoveWinsSet.Add(name("a")))),
        Script.of(
            TwoPhaseSet.TYPE,
            List.of(
                new ElementChange.Add(name("a")),
                new ElementChange.Remove(name("b")),
                new ElementChange.Add(name("b")),
                new ElementChange.Add(name("c")),
                new ElementChange.Remove(name("a")))),
        Script.of(
            CausalLengthSet.TYPE,
            List.of(
                new ElementChange.Add(name("a")),
                new ElementChange.Remove(name("a")),
                new ElementChange.Add(name("b")),
                new ElementChange.Add(name("b")),
                new ElementChange.Add(name("a")))),
        Script.of(
            LwwSet.TYPE,
            List.of(
                new ElementChange.Add(name("a")),
                new ElementChange.Remove(name("a")),
                new ElementChange.Remove(name("b")),
                new ElementChange.Add(name("b")))),
        Script.of(
            ObservedRemoveMap.TYPE,
            List.of(
                count("n", 1),
                count("n", 2),
                set("r", "v"),
                inside("m", count("n", 3)),
                Maps.remove("r"))),
        Script.of(
            LwwMap.TYPE,
            List.of(
                new LwwMap.Put(name("a"), name("x")),
                new LwwMap.Remove(name("a")),
                new LwwMap.Put(name("b"), name("y")),
                new LwwMap.Put(name("b"), name("z")))),
        Script.of(
            Multimap.TYPE,
            List.of(
                new Multimap.Put(name("a"), name("x")),
                new Multimap.Put(name("a"), name("y")),
                new Multimap.Put(name("b"), name("x")),
                new Multimap.Remove(name("a"), name("x")),
                new Multimap.RemoveAll(name("b")))),
        Script.of(
            ShoppingCart.TYPE,
            List.of(
                add("tea", 2),
                add("jam", 1),
                Carts.set("tea", 3),
                Carts.checkout("o1"),
                add("tea", 300),
                Carts.remove("jam"),
                new ShoppingCart.Clear())),
        Script.of(
            BoundedCounter.TYPE,
            List.of(
                new BoundedCounter.Increment(700),
                new BoundedCounter.Increment(5),
                new BoundedCounter.Transfer(new ReplicaId(0xb2), 300),
                new BoundedCounter.Decrement(2),
                new BoundedCounter.Decrement(1))),
        Script.of(
            ShoppingCart.TYPE,
            List.of(
                add("tea", 2),
                Carts.coupon("c"),
                Carts.note("tea", "no sugar"),
                Carts.merge(Carts.guest(0xc3, add("tea", 1), add("jam", 1), Carts.coupon("d"))),
                Carts.removeCoupon("d"),
                Carts.remove("jam"),
                Carts.checkout("o1"),
                Carts.merge(Carts.guest(0xc3, add("tea", 1), add("ham", 1))))),
        Script.of(
            ReplicatedList.TYPE,
            List.of(
                new ReplicatedList.Insert(0, List.of(name("a"), name("b"), name("c"))),
                new ReplicatedList.Delete(1, 1),
                new ReplicatedList.Move(1, 0),
                new ReplicatedList.Insert(2, List.of(name("d"))),
                new ReplicatedList.Move(0, 2),
                new ReplicatedList.Insert(0, List.of(name("e"))))),
        Script.of(
            ReplicatedText.TYPE,
            List.of(
                new ReplicatedText.Insert(0, "h\u00e9llo"),
                new ReplicatedText.Insert(5, "!"),
                new ReplicatedText.Delete(1, 2),
                new ReplicatedText.Insert(0, "\ud834\udd1e "),
                new ReplicatedText.Move(0, 1),
                new ReplicatedText.Delete(0, 3))),
        Script.of(
            HyperLogLog.TYPE,
            List.of(
                new HyperLogLog.Add(name("a")),
                new HyperLogLog.Add(name("b")),
                new HyperLogLog.Add(name("a")))),
        Script.of(
            MovableTree.TYPE,
            List.of(
                new MovableTree.Move(name("a"), MovableTree.TOP, name("x")),
                new MovableTree.Move(name("b"), name("a"), Bytes.EMPTY),
                new MovableTree.Move(name("b"), MovableTree.TOP, name("y")),
                new MovableTree.Remove(name("a")))));
  }
}
