package io.rejoin.simulator.grid;

import io.rejoin.Level;
import io.rejoin.grid.Quorum;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.shard.Buckets.Durability;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Clients that wait until enough nodes hold what they did: those that ask for more than their own
 * node, and all of buckets that promise that it is synced. Who has waited for long gives up.
 */
final class Promises {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SimGrid grid;

  /** Somebody who waits at a process. */
  private record Wait(Done done, Level level, boolean synced, SimNode node, int life, long end) {}

  Promises(SimGrid grid) {
    this.grid = grid;
  }

  void await(Done done, Level level) {
    boolean synced = grid.buckets().of(done.deed().key()).durability() == Durability.SYNC;
    if (done.written().changed() && (synced || !level.equals(Level.local()))) {
      SimNode node = grid.node(done.node());
      if (synced) {
        node.disk().sync(done.written().sequence());
      }
      long end = grid.world().now() + PATIENCE.toNanos();
      look(new Wait(done, level, synced, node, node.lives(), end));
    }
  }

  private void look(Wait wait) {
    if (!wait.node.isUp() || wait.node.lives() != wait.life || grid.world().now() > wait.end) {
      return;
    }
    SortedSet<NodeId> confirmed = confirmed(wait);
    if (wait.node.isServing() && isDone(wait, confirmed)) {
      SortedSet<Integer> holders = new TreeSet<>();
      holders.add(wait.node.number());
      grid.nodes().stream()
          .filter(node -> confirmed.contains(node.id()))
          .forEach(node -> holders.add(node.number()));
      grid.acknowledged(
          new Observer.Acknowledged(wait.done, wait.level, grid.world().now(), holders));
      return;
    }
    grid.world().after(LOOK, () -> look(wait));
  }

  private static boolean isDone(Wait wait, SortedSet<NodeId> confirmed) {
    NodeCore core = wait.node.core();
    boolean isHere =
        !wait.synced || wait.node.disk().synced() >= wait.done.written().sequence();
    return isHere && Quorum.of(wait.level, core, wait.done.written().group()).isReached(confirmed);
  }

  private static SortedSet<NodeId> confirmed(Wait wait) {
    return wait.node
        .core()
        .confirmedBy(
            wait.done.written().group(),
            wait.done.number().run(),
            wait.done.number().number());
  }
}
