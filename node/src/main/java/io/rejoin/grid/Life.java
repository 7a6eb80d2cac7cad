package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a node goes on, how it ends, and how it says that another has ended. */
final class Life {
  static final String LEAVES = "this node leaves the grid";

  private final Host node;
  private final Waiting waiting;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Optional<Ousted> ousted = Optional.empty();

  Life(Host node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
    var unused = node.ousted().thenAccept(why -> ousted = Optional.of(why));
  }

  /** Throws what is said to somebody who wants to write, if nothing may be written any more. */
  void checkOpen() {
    if (closed) {
      throw new GridException.Closed();
    }
    Optional<Ousted> why = ousted;
    if (why.isPresent()) {
      throw new GridException.Stopped(why.get().text());
    }
    if (node.isLeaving()) {
      throw new GridException.Stopped(LEAVES);
    }
  }

  boolean isClosed() {
    return closing.get();
  }

  boolean hasLeft() {
    return ousted.filter(why -> why.reason() == Refusal.LEAVING).isPresent();
  }

  Departure leave(Duration patience, boolean anyway) {
    begin(anyway);
    return waiting.await(new Gone(), patience);
  }

  CompletionStage<Departure> leaving(Duration patience, boolean anyway) {
    begin(anyway);
    return waiting.ask(new Gone(), patience);
  }

  private void begin(boolean anyway) {
    if (closed && !hasLeft()) {
      throw new GridException.Closed();
    }
    node.leave(anyway);
  }

  void evict(NodeId member) {
    node.core().evictions().evict(checkedOther(member));
  }

  void readmit(NodeId member) {
    node.core().evictions().readmit(checkedOther(member));
  }

  private NodeId checkedOther(NodeId member) {
    boolean isSelf = member.equals(node.self().id());
    if (isSelf || node.core().members().stream().noneMatch(row -> row.id().equals(member))) {
      throw new GridException.BadOperation(
          member + (isSelf ? " is the node that was asked" : " is no member"));
    }
    return member;
  }

  void close() {
    if (closing.compareAndSet(false, true)) {
      closed = true;
      node.close();
    }
  }

  private final class Gone implements Waiter.Question<Departure> {
    @Override
    public boolean isSettled() {
      return ousted.isPresent();
    }

    @Override
    public Departure answer() {
      Optional<String> leftover = node.replicas().leftover();
      return new Departure(
          hasLeft(),
          hasLeft()
              ? leftover
              : leftover.or(() -> Optional.of("what was written here is not, or not"
                  + " yet, known to be with a member that is linked and stays")));
    }
  }
}
