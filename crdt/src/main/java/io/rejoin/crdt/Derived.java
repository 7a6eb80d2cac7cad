package io.rejoin.crdt;

import java.util.List;
import java.util.function.Function;

/**
 * Something computed from all live items of a state that is worth keeping: the order of a long
 * text, the outcome of a replay. It may change in place, and is carried from a state to its
 * successor, so that an operation costs what it changes and not what the state is.
 *
 * <p>States stay immutable to everybody, because a derived value belongs to at most one of them and
 * to at most one thread at a time: who uses it takes it out of the state and puts it back; a join
 * takes it out of the old state, lets it {@linkplain #follow follow} and gives it to the new one.
 * Who finds none, because another thread has it or the state has a successor, builds his own from
 * the live items. So it must depend on them alone, and not on the way they came; and nothing
 * depends on whether it is there but time.
 *
 * <p>Small states are kept as their encoding and carry none. What is derived takes memory beside
 * the state, as long as the state is the latest.
 *
 * @see Slot#derive
 * @see State#derive
 */
public interface Derived {

  /**
   * Follows a join.
   *
   * @return false if this change is easier to follow by building anew; this value is dropped then
   */
  boolean follow(List<Item> added, List<Item> removed);

  /**
   * How something is derived from the live items: a constant of the type that uses it, by which it
   * is found again.
   *
   * @param anew builds it from all items; must not depend on anything else
   */
  record Derivation<D extends Derived>(Class<D> kind, Function<View, D> anew) {}
}
