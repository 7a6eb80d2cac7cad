package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Confirmations;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Limits;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.config.Keys;
import io.rejoin.node.core.Written;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Answers who holds an operation, by what the core knows of the members' clocks. */
final class Holders implements Confirmations {
  private final Host node;
  private final Limits limits;

  Holders(Host node, Limits limits) {
    this.node = node;
    this.limits = limits;
  }

  @Override
  public Confirmation await(Written written, Level level, Duration timeout) {
    Copies copies = new Copies(written, level);
    try {
      return copies.isSettled() ? copies.answer() : node.waiter().await(copies, timeout);
    } catch (RejectedExecutionException tooMany) {
      throw tooMany();
    }
  }

  @Override
  public CompletionStage<Confirmation> ask(Written written, Level level, Duration timeout) {
    Copies copies = new Copies(written, level);
    try {
      CompletableFuture<Confirmation> known = node.waiter().ask(copies, timeout);
      return known.thenApplyAsync(answer -> answer, node::dispatch);
    } catch (RejectedExecutionException tooMany) {
      throw tooMany();
    }
  }

  private GridException tooMany() {
    return new GridException.LimitExceeded(
        "operations waited for",
        limits.waits() + 1L,
        Keys.LIMIT_WAITS.path(),
        limits.waits(),
        true);
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
      return level.copies() == 1 || !written.changed() || holders().size() >= level.copies();
    }

    @Override
    public Confirmation answer() {
      List<Confirmation.Holder> holders = holders();
      int required = written.changed() ? level.copies() : 0;
      return new Confirmation(level, required, holders.size(), holders.size() >= required, holders);
    }

    private List<Confirmation.Holder> holders() {
      Member self = node.self();
      List<Confirmation.Holder> holders = new ArrayList<>();
      holders.add(holder(self));
      if (level.scope() == Level.Scope.LOCAL || !written.changed()) {
        return holders;
      }
      SortedSet<NodeId> confirmed = node.core().confirmedBy(written.run(), written.number());
      for (Member member : node.core().members()) {
        if (confirmed.contains(member.id()) && !member.id().equals(self.id()) && counts(member)) {
          holders.add(holder(member));
        }
      }
      return holders;
    }

    private boolean counts(Member member) {
      return level.scope() != Level.Scope.SITE
          || member.site().equals(node.self().site());
    }

    private static Confirmation.Holder holder(Member member) {
      return new Confirmation.Holder(member.id(), member.name(), member.site());
    }
  }
}
