package io.rejoin.value;

import static io.rejoin.crdt.type.counter.BoundedCounter.TYPE;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter.Account;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.InsufficientRights;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A counter that never goes below zero, whoever is cut off: stock, seats, credit.
 *
 * <pre>{@code
 * BoundedCounter stock = grid.boundedCounter("stock/sku-42");
 * stock.increment(100);
 * if (stock.tryDecrement(1).isDone()) {
 *   ship();
 * }
 * }</pre>
 *
 * <p>Every unit is a right to take one out, and each right is in the hands of one node. So a
 * decrement answers at once, from the rights that are here. A node that has too few refuses, and
 * asks others for some of theirs in the background: trying again a moment later may succeed, if any
 * node with rights can be reached. A node that is closed gives its rights to those it has a link
 * to. Rights of a node whose process died stay in {@link #value}, but nobody can use them until it
 * has started again with its data, and every member has said what it has of the earlier process.
 */
public final class BoundedCounter extends Handle<Long> {

  /**
   * What became of a decrement.
   *
   * @param receipt if it was done
   * @param available rights of this node that were left, or were too few
   * @param known rights of all nodes, as far as is known here
   */
  public record Attempt(Optional<Receipt> receipt, long available, long known) {

    /** Whether it was carried out. If not, nothing has changed. */
    public boolean isDone() {
      return receipt.isPresent();
    }

    @Override
    public String toString() {
      return (isDone() ? "done, " : "refused, ") + available + " rights here now; " + known
          + " exist as far as is known";
    }
  }

  public BoundedCounter(Place place) {
    super(place);
  }

  /**
   * Adds, at any time.
   *
   * @throws IllegalArgumentException if the amount is below 1, or the sum does not fit 63 bits
   */
  public Receipt increment(long amount) {
    return apply(TYPE, new Increment(amount));
  }

  /**
   * Takes the whole amount if this node has the rights to, else nothing.
   *
   * @throws IllegalArgumentException if the amount is below 1
   */
  public Attempt tryDecrement(long amount) {
    try {
      Receipt receipt = apply(TYPE, new Decrement(amount));
      return new Attempt(Optional.of(receipt), available(), value());
    } catch (InsufficientRights refusal) {
      return new Attempt(Optional.empty(), refusal.here(), refusal.known());
    }
  }

  /** How much can be taken here and now, also of what an earlier process of this node has left. */
  public long available() {
    return io.rejoin.crdt.type.counter.BoundedCounter.account(
            place().view(), place().entries()::holdsRightsOf)
        .rights();
  }

  /**
   * What is known of the rights of each run, that is each life of a node's process, sorted by run.
   * Only a run itself writes what it has created and spent, so a node that has written down the
   * runs of its own sees here what it has added and taken, also after a crash. A run that another
   * one of its node has gone on with is counted there.
   */
  public SortedMap<ReplicaId, Account> accounts() {
    return io.rejoin.crdt.type.counter.BoundedCounter.accounts(place().view());
  }

  @Override
  protected Long read(View view) {
    return io.rejoin.crdt.type.counter.BoundedCounter.value(view);
  }
}
