package io.rejoin.node.loop;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.membership.Member;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.link.Ousted;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A node with everything it runs on, as the API sees it: a process with threads and sockets, or a
 * node of a simulation.
 */
public interface Host extends AutoCloseable {

  /**
   * Carries out an operation on the caller's thread.
   *
   * @param seen what was seen of the entry elsewhere, if this node does not show it
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   * @throws NotYetStored if it has taken effect, but its bucket waits for a disk that is full
   */
  <O extends Operation> Written carryOut(EntryKey key, CrdtType<O> type, O operation, State seen);

  Replicas replicas();

  NodeCore core();

  /** This node's row as its run began; id, name and site do not change. */
  Member self();

  StatusView status();

  /** Where others can dial this node; empty if it only dials. */
  Optional<String> address();

  Waiter waiter();

  /** What the node keeps over its starts, if it is more than a simulated one. */
  default Optional<Disk> disk() {
    return Optional.empty();
  }

  /** Carries news in files, if the node can be asked for them. */
  default Optional<Courier> courier() {
    return Optional.empty();
  }

  /** Runs an application's code later, one piece after the other. */
  void dispatch(Runnable task);

  /** Why the node must stop, if it must: completed once, never with a failure. */
  default CompletionStage<Ousted> ousted() {
    return new CompletableFuture<>();
  }

  /**
   * Begins to leave the grid for good, or goes on; once it has left, it is {@link #ousted}.
   *
   * @param anyway without waiting for those who are to take what is here
   */
  default void leave(boolean anyway) {
    throw new UnsupportedOperationException("a simulated node leaves as its scenario says");
  }

  /** Whether it does, or has. */
  default boolean isLeaving() {
    return false;
  }

  @Override
  void close();
}
