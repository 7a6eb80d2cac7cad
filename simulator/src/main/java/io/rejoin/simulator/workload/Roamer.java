package io.rejoin.simulator.workload;

import io.rejoin.SessionToken;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * A client that goes from node to node and takes a token along, of all that it has done and seen.
 * It does one thing at a time; where it is not served soon it leaves that out.
 */
final class Roamer {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SimGrid grid;
  private final String session;
  private final double share;
  private int at;
  private SessionToken token = SessionToken.EMPTY;
  private boolean waits;
  private boolean over;

  /** A client that begins at a node and moves so often. */
  Roamer(SimGrid grid, String session, int at, double share) {
    this.grid = grid;
    this.session = session;
    this.at = at;
    this.share = share;
  }

  /** Does something for the n-th time, here or elsewhere, unless it still waits. */
  void attempt(long n, Deed<?> deed, Consumer<Attempt> then) {
    if (!waits) {
      long subject = Names.subject(session);
      if (grid.world().draws().unit(Purpose.ROAM, subject, n) < share) {
        at = drawn(grid.world().draws().bits(Purpose.ROAM, subject, ~n));
      }
      waits = true;
      visit(n, deed, grid.world().now() + PATIENCE.toNanos(), then);
    }
  }

  /** Does no more, not even what it waits with. */
  void end() {
    over = true;
  }

  /** Each node has a score of its own, so that one more or less changes little. */
  private int drawn(long draw) {
    return grid.nodes().stream()
        .min(Comparator.comparingLong(node -> Names.subject(node.name() + draw)))
        .map(SimNode::number)
        .orElseThrow();
  }

  private void visit(long n, Deed<?> deed, long end, Consumer<Attempt> then) {
    SimNode node = grid.node(at);
    if (over) {
      waits = false;
    } else if (node.isServing() && grid.variation().serves(node, token)) {
      grid.clients().visit(session, n, at, deed, heard -> {
        waits = false;
        heard.ifPresent(attempt -> {
          learn(node, attempt);
          then.accept(attempt);
        });
      });
    } else if (grid.world().now() > end) {
      waits = false;
    } else {
      grid.world().after(LOOK, () -> visit(n, deed, end, then));
    }
  }

  private void learn(SimNode node, Attempt attempt) {
    attempt
        .done()
        .filter(done -> done.written().changed())
        .ifPresent(done -> token = token.join(SessionToken.of(
            done.written().group(), done.number().run(), done.number().number())));
    if (attempt.seen().isPresent()) {
      EntryKey key = attempt.deed().key();
      State seen = node.state(key).join(attempt.deed().seen()).state();
      token = token.join(SessionToken.of(grid.placing().of(key), seen, node.forgotten(key)));
    }
  }
}
