package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Place;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.tree.MovableTree;

/**
 * What holds values by name: a grid holds entries by key, a map holds fields. Handles cost nothing;
 * asking for one creates nothing. The same name under two types is two values.
 *
 * <p>Elements of sets and keys of maps are compared by their bytes: their codecs must be canonical.
 */
public interface Values {

  /**
   * Where the value of a type and a name lies, for a handle of one's own.
   *
   * @throws io.rejoin.GridException.BadOperation if the type is not registered
   */
  Place place(CrdtType<?> type, String name);

  /** A shopping cart. */
  default Cart cart(String name) {
    return new Cart(place(ShoppingCart.TYPE, name));
  }

  /** A counter that counts up and down. */
  default Counter counter(String name) {
    return new Counter(place(PnCounter.TYPE, name));
  }

  /** A counter that only counts up. */
  default GrowOnlyCounter growOnlyCounter(String name) {
    return new GrowOnlyCounter(place(io.rejoin.crdt.type.counter.GrowOnlyCounter.TYPE, name));
  }

  /** A counter that can be set back to zero without losing what is counted meanwhile. */
  default ResettableCounter resettableCounter(String name) {
    return new ResettableCounter(place(io.rejoin.crdt.type.counter.ResettableCounter.TYPE, name));
  }

  /** Counts distinct elements, about, in little space. */
  default DistinctCounter distinctCounter(String name) {
    return new DistinctCounter(place(HyperLogLog.TYPE, name));
  }

  /** A register in which the last writer wins. */
  default <T> Register<T> register(String name, Codec<T> codec) {
    return new Register<>(place(LwwRegister.TYPE, name), codec);
  }

  /** A register that keeps values written without knowledge of each other. */
  default <T> MultiValueRegister<T> multiValueRegister(String name, Codec<T> codec) {
    return new MultiValueRegister<>(place(MvRegister.TYPE, name), codec);
  }

  /** Keeps the greatest value that was ever offered, by the order of the bytes. */
  default <T> ExtremeRegister<T> maxRegister(String name, Codec<T> codec) {
    return ExtremeRegister.max(this, name, codec);
  }

  /** Keeps the smallest value that was ever offered, by the order of the bytes. */
  default <T> ExtremeRegister<T> minRegister(String name, Codec<T> codec) {
    return ExtremeRegister.min(this, name, codec);
  }

  /** A flag; enabling wins over a concurrent disabling. */
  default Flag flag(String name) {
    return Flag.enableWins(this, name);
  }

  /** A flag; disabling wins over a concurrent enabling. */
  default Flag disableWinsFlag(String name) {
    return Flag.disableWins(this, name);
  }

  /** A set; an add wins over a concurrent remove. */
  default <T> ReplicatedSet<T> set(String name, Codec<T> codec) {
    return ReplicatedSet.of(this, name, codec, ReplicatedSet.Kind.ADD_WINS);
  }

  /** A set; a remove wins over a concurrent add. */
  default <T> ReplicatedSet<T> removeWinsSet(String name, Codec<T> codec) {
    return ReplicatedSet.of(this, name, codec, ReplicatedSet.Kind.REMOVE_WINS);
  }

  /** A set; what was removed once never comes in again. */
  default <T> ReplicatedSet<T> twoPhaseSet(String name, Codec<T> codec) {
    return ReplicatedSet.of(this, name, codec, ReplicatedSet.Kind.TWO_PHASE);
  }

  /** A set; who has added and removed an element more often wins. */
  default <T> ReplicatedSet<T> causalLengthSet(String name, Codec<T> codec) {
    return ReplicatedSet.of(this, name, codec, ReplicatedSet.Kind.CAUSAL_LENGTH);
  }

  /** A set; the later of an add and a remove wins. */
  default <T> ReplicatedSet<T> lastWriterWinsSet(String name, Codec<T> codec) {
    return ReplicatedSet.of(this, name, codec, ReplicatedSet.Kind.LAST_WRITER_WINS);
  }

  /** A set that only grows. */
  default <T> GrowOnlySet<T> growOnlySet(String name, Codec<T> codec) {
    return new GrowOnlySet<>(place(io.rejoin.crdt.type.set.GrowOnlySet.TYPE, name), codec);
  }

  /** A map of values of any type. */
  default ReplicatedMap map(String name) {
    return new ReplicatedMap(place(ObservedRemoveMap.TYPE, name));
  }

  /** A map of plain values; the last writer wins, key by key. */
  default <K, V> LwwMap<K, V> lastWriterWinsMap(String name, Codec<K> keys, Codec<V> values) {
    return new LwwMap<>(place(io.rejoin.crdt.type.map.LwwMap.TYPE, name), keys, values);
  }

  /** A map from keys to sets of values. */
  default <K, V> Multimap<K, V> multimap(String name, Codec<K> keys, Codec<V> values) {
    return new Multimap<>(place(io.rejoin.crdt.type.map.Multimap.TYPE, name), keys, values);
  }

  /** A list. */
  default <T> ReplicatedList<T> list(String name, Codec<T> codec) {
    return new ReplicatedList<>(
        place(io.rejoin.crdt.type.sequence.ReplicatedList.TYPE, name), codec);
  }

  /** A text that several people write. */
  default ReplicatedText text(String name) {
    return new ReplicatedText(place(io.rejoin.crdt.type.sequence.ReplicatedText.TYPE, name));
  }

  /** A tree whose nodes can be moved. */
  default <T> ReplicatedTree<T> tree(String name, Codec<T> codec) {
    return new ReplicatedTree<>(place(MovableTree.TYPE, name), codec);
  }
}
