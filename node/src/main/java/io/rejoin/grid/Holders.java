package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Confirmations;
import io.rejoin.Level;
import io.rejoin.Limits;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Written;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;

/** Answers who holds an operation, by what the core knows of the members' clocks. */
final class Holders implements Confirmations {
  private final Host node;
  private final Waiting waiting;

  Holders(Host node, Limits limits) {
    this.node = node;
    waiting = new Waiting(node, limits, true);
  }

  @Override
  public Confirmation await(Written written, Level level, Duration timeout) {
    Copies copies = new Copies(written, level);
    return copies.isSettled() ? copies.answer() : waiting.await(copies, timeout);
  }

  @Override
  public CompletionStage<Confirmation> ask(Written written, Level level, Duration timeout) {
    return waiting.ask(new Copies(written, level), timeout);
  }

  private final class Copies implements Waiter.Question<Confirmation> {
    private final Written written;
    private final Level level;

    Copies(Written written, Level level) {
      this.written = written;
      this.level = level;
    }

    @Override
    public boolean isSettled() {
      return !written.changed() || level.equals(Level.local()) || quorum().isReached(confirmed());
    }

    private Quorum quorum() {
      return Quorum.of(level, node.core(), written.group());
    }

    @Override
    public Confirmation answer() {
      NodeCore core = node.core();
      if (!written.changed()) {
        List<Confirmation.Holder> here = List.of(quorum().self());
        return new Confirmation(level, 0, 1, true, here, List.of());
      }
      return quorum().confirmation(confirmed(), core::awayFor);
    }

    private SortedSet<NodeId> confirmed() {
      return node.core().confirmedBy(written.group(), written.run(), written.number());
    }
  }
}
