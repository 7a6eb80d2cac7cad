package io.rejoin;

import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What an operation did at this node, where it has taken effect already. Waiting for other nodes is
 * up to the caller.
 *
 * <p>Every item in the grid has a dot, the name of the operation that put it there; as a text it is
 * {@code run:number}.
 */
public final class Receipt {
  private final Confirmations confirmations;
  private final Written written;

  public Receipt(Confirmations confirmations, Written written) {
    this.confirmations = confirmations;
    this.written = written;
  }

  /** Whether the operation changed the entry. Removing what is not there does not. */
  public boolean changed() {
    return written.changed();
  }

  /** The run of this node's process that did it. */
  public ReplicaId run() {
    return written.run();
  }

  /** The operation's number in that run; 0 if it changed nothing. */
  public long number() {
    return written.number();
  }

  /** The dots of the items it put. */
  public List<Dot> written() {
    return written.written();
  }

  /** The dots of the items that it saw and took away. */
  public List<Dot> removed() {
    return written.removed();
  }

  /** Stands for this operation: a node that serves it shows what was done here. */
  public SessionToken token() {
    return changed() ? SessionToken.of(written.group(), run(), number()) : SessionToken.EMPTY;
  }

  /**
   * Waits until so many nodes hold the operation, or the time is over. Never throws for time: the
   * answer tells who holds it either way, and an operation that is not confirmed in time stands and
   * spreads all the same. An interrupt ends the waiting early and stays set.
   *
   * <p>An operation that changed nothing has nothing to wait for.
   *
   * @throws GridException.LimitExceeded if too many operations are waited for at one time
   */
  public Confirmation await(Level level, Duration timeout) {
    return confirmations.await(written, level, timeout);
  }

  /**
   * The same without blocking. What follows runs on the thread of the grid's listeners.
   *
   * @throws GridException.LimitExceeded if too many operations are waited for at one time
   */
  public CompletionStage<Confirmation> confirmation(Level level, Duration timeout) {
    return confirmations.ask(written, level, timeout);
  }

  @Override
  public String toString() {
    return "Receipt[written=" + written.written() + ", removed=" + written.removed() + "]";
  }
}
