package io.rejoin.crdt;

import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * One operation upon one state, and the delta that it makes.
 *
 * <p>An operation takes the run's next numbers: one for each item it puts; exactly one if it only
 * removes; none if it changes nothing, and then the delta is empty. The delta's context holds
 *
 * <ul>
 *   <li>the removed dots;
 *   <li>the interval from the run's last number on this entry, exclusive, to the operation's last
 *       one, so that the context of an entry stays one interval per run although numbers are shared
 *       by all entries;
 *   <li>the run's earlier dots on this entry that are not live any more, unless they are scattered
 *       among many live ones; if the type {@linkplain Slot#owns goes on} with what earlier runs of
 *       the node had written, theirs too. So a counter never counts what a run added both in an old
 *       item and in its successor, and a register does not show both, where the delta between them
 *       was lost.
 * </ul>
 */
public final class Mutation {
  private record Put(Path path, Bytes value) {}

  private final Author author;
  private final CausalState before;

  /** The numbers of the first puts, where the type asked for them. */
  private final List<Long> taken = new ArrayList<>(0);

  private final List<Put> puts = new ArrayList<>(2);
  private final List<Item> removed = new ArrayList<>(2);
  private boolean goesOn;

  private Mutation(Author author, CausalState before) {
    this.author = author;
    this.before = before;
  }

  /** The delta of an operation, and what joining it gave. */
  public record Outcome(State delta, Joined joined) {}

  /**
   * Carries an operation out: the delta and the state with it, in one go.
   *
   * @throws IllegalArgumentException if the operation is not possible; no number is taken then
   */
  public static <O extends Operation> Outcome carryOut(
      CrdtType<O> type, State state, O operation, Author author) {
    Mutation mutation = applied(type, state.open(), operation, author);
    List<Item> added = mutation.items();
    CausalState delta = mutation.delta(added);
    return new Outcome(State.of(delta), mutation.joined(state, delta, added));
  }

  /**
   * What joining into {@code state} carries the operation out. The state itself does not change.
   *
   * @throws IllegalArgumentException if the operation is not possible; no number is taken then
   */
  public static <O extends Operation> State delta(
      CrdtType<O> type, State state, O operation, Author author) {
    Mutation mutation = applied(type, state.open(), operation, author);
    return State.of(mutation.delta(mutation.items()));
  }

  private static <O extends Operation> Mutation applied(
      CrdtType<O> type, CausalState state, O operation, Author author) {
    Mutation mutation = new Mutation(author, state);
    type.apply(new Slot(mutation, Path.ROOT, state.index()), operation);
    return mutation;
  }

  Author author() {
    return author;
  }

  /** Whether what a run wrote is the author's, who may put something else in its place. */
  boolean owns(ReplicaId writer) {
    goesOn = true;
    return writer.equals(author.run()) || author.continues(writer);
  }

  /** Whether the state still knows of anything that a run did. */
  boolean remembers(ReplicaId run) {
    return before.lastOf(run) > 0;
  }

  void put(Path path, Bytes value) {
    author.limits().check(path, value);
    puts.add(new Put(path, value));
  }

  void remove(Item item) {
    removed.add(item);
  }

  <D extends Derived, R> R derive(Derivation<D> how, Function<? super D, R> use) {
    return before.derive(how, use);
  }

  /** The dot of the next put: takes its number, and those of all puts before it, now. */
  Dot nextDot() {
    while (taken.size() <= puts.size()) {
      taken.add(author.nextNumber());
    }
    return new Dot(author.run(), taken.get(puts.size()));
  }

  private long number(int put) {
    return put < taken.size() ? taken.get(put) : author.nextNumber();
  }

  /** What is put, under its dots. */
  private List<Item> items() {
    if (taken.size() > puts.size()) {
      throw new IllegalStateException("a number was taken and not used");
    }
    List<Item> items = new ArrayList<>(puts.size());
    for (int i = 0; i < puts.size(); i++) {
      Put put = puts.get(i);
      items.add(new Item(new Dot(author.run(), number(i)), put.path(), put.value()));
    }
    return items;
  }

  private CausalState delta(List<Item> items) {
    if (items.isEmpty() && removed.isEmpty()) {
      return CausalState.EMPTY;
    }
    ReplicaId run = author.run();
    long lastOwn = Math.max(before.lastOf(run), author.first());
    long number = items.isEmpty()
        ? author.nextNumber()
        : items.get(items.size() - 1).dot().number();
    if (number <= lastOwn) {
      throw new IllegalStateException(
          "run " + run + " took number " + number + " after " + lastOwn);
    }
    CausalContext gone = gone();
    if (goesOn) {
      gone = gone.union(pastOfEarlierRuns(gone));
    }
    Intervals past = before.pastOf(run, gone.numbers(run));
    Intervals own = past.union(Intervals.of(lastOwn + 1, number));
    CausalContext seen = CausalContext.of(run, own).union(gone);
    return new CausalState(seen, DotMap.ofAscending(items, Item::dot), null);
  }

  private CausalContext pastOfEarlierRuns(CausalContext gone) {
    CausalContext past = CausalContext.EMPTY;
    for (ReplicaId run : before.seen().runs()) {
      if (author.continues(run)) {
        Intervals numbers = before.pastOf(run, gone.numbers(run));
        past = past.union(CausalContext.of(run, numbers));
      }
    }
    return past;
  }

  /** The join with the delta, of which it is known what it brings and what it removes. */
  private Joined joined(State state, CausalState delta, List<Item> items) {
    if (delta.isEmpty()) {
      return Joined.unchanged(state);
    }
    if (removed.size() > 1) {
      return Join.of(state, before, State.of(delta)); // in order, and each one once
    }
    State after = State.of(before.changed(delta.seen(), items, removed)).carrying(state.newer());
    List<Item> added = Collections.unmodifiableList(items);
    return new Joined(after, added, Collections.unmodifiableList(removed), true);
  }

  private CausalContext gone() {
    if (removed.isEmpty()) {
      return CausalContext.EMPTY;
    }
    List<Dot> dots = new ArrayList<>(removed.size());
    removed.forEach(item -> dots.add(item.dot()));
    return CausalContext.of(dots);
  }
}
