package io.rejoin.antientropy.spec;

import java.util.Arrays;
import java.util.Set;

/** The rules, each a change of one node's copy by what reaches it. */
final class Rules {
  private final Past past;
  private final Set<Slip> slips;

  Rules(Past past, Set<Slip> slips) {
    this.past = past;
    this.slips = slips;
  }

  private boolean slips(Slip slip) {
    return slips.contains(slip);
  }

  /** A local write: an add, or the removal of dots that are live here. */
  void write(Node node, long op, long removes) {
    apply(node, op, removes);
  }

  /** What the node's own run sent earlier, once or again, in any order. */
  void delta(Node node, long op) {
    if ((op & node.closed) != 0 && !slips(Slip.CLOSED_DELTAS)) {
      return;
    }
    apply(node, op, past.removedBy(op));
  }

  private void apply(Node node, long op, long removes) {
    node.heard |= Ops.upTo(op);
    long dot = past.adds() & op;
    boolean news = (dot & (node.clock | node.context)) == 0 || slips(Slip.DELTA_COVERED);
    long put = news ? dot & ~node.context : 0;
    change(node, (node.live | put) & ~removes, node.context | put | removes);
    if (removes != 0) {
      node.removals |= op;
    }
    node.clock |= op;
    node.applied |= op;
    settle(node);
  }

  /** What any frame's head tells: members, closed runs, horizons, clocks. */
  void open(Node node, Node peer) {
    node.members |= peer.members;
    node.closed |= peer.closed | past.earlierRuns(peer.run);
    node.heard |= Ops.upTo(peer.clock) | (slips(Slip.HEARD_UNTOLD) ? 0 : peer.heard);
    for (int i = 0; i < node.reports.length; i++) {
      Report told = i == peer.id ? peer.report() : peer.reports[i];
      if (i != node.id && told.run() >= 0) {
        node.reports[i] = node.reports[i].later(told);
        node.heard |= Ops.upTo(told.clock());
        node.closed |= past.earlierRuns(told.run());
      }
    }
    for (long horizon : peer.horizons) {
      know(node, horizon);
    }
    settle(node);
  }

  /** The peer's half of a session, after the openings: its entry, its removals, its clock. */
  void half(Node node, Node peer) {
    entry(node, peer);
    adopt(node, peer);
    settle(node);
  }

  /** A half that broke off after the entry. No digest shows a difference of contexts alone. */
  void entry(Node node, Node peer) {
    if (node.live == peer.live) {
      return;
    }
    long theirs = peer.live & ~node.context;
    long mine = node.live & ~peer.context;
    long refused = theirs & dead(node, node, peer);
    long dropped = mine & dead(node, peer, node);
    long joined = peer.context & ~(slips(Slip.DEAD_INTO_CONTEXT) ? 0 : refused);
    long context = (node.context & ~dropped) | joined;
    long live = node.live & ~dropped & ~(peer.context & ~peer.live);
    change(node, live | (theirs & ~refused), context);
  }

  private void adopt(Node node, Node peer) {
    for (long left = peer.removals; left != 0 && !slips(Slip.NO_REMOVALS); left &= left - 1) {
      long op = left & -left;
      if ((op & node.clock) == 0) {
        long dots = past.removedBy(op);
        change(node, node.live & ~dots, node.context | dots);
      }
      node.removals |= op;
      node.heard |= slips(Slip.HEARD_CLOCKS_ONLY) ? 0 : Ops.upTo(op);
    }
    if (!slips(Slip.ADOPT_SOUND_ONLY) || sound(peer, node.horizons)) {
      node.clock |= peer.clock;
      node.applied |= peer.applied;
    }
  }

  /** The dots of which one who lacks them may say that they are dead, against one who has them. */
  private long dead(Node node, Node right, Node wrong) {
    if (slips(Slip.NO_COMPLETENESS)) {
      return 0;
    }
    long dead = 0;
    for (long horizon : node.horizons) {
      if (wrong.covers(horizon)) {
        continue;
      }
      if (right.covers(horizon)) {
        dead |= horizon;
      } else if (!slips(Slip.UNDECIDED_KEPT)) {
        dead |= horizon & right.clock;
      }
    }
    return dead;
  }

  private static boolean sound(Node node, long[] horizons) {
    for (long horizon : horizons) {
      if (!node.covers(horizon) && Ops.share(horizon, node.clock)) {
        return false;
      }
    }
    return true;
  }

  private void change(Node node, long live, long context) {
    if (node.live != live || node.context != context) {
      node.live = live;
      node.context = context;
      node.heard |= slips(Slip.HEARD_CLOCKS_ONLY) ? 0 : Ops.upTo(context);
      node.stamp = Ops.upTo(node.clock) | (slips(Slip.STAMP_OWN_CLOCK) ? 0 : node.heard);
    }
  }

  /** Horizons that share a run are one: their maximum. Others stay apart. */
  private void know(Node node, long horizon) {
    long merged = horizon;
    for (long before = 0; before != merged; ) {
      before = merged;
      for (long other : node.horizons) {
        merged |= Ops.share(other, merged) ? other : 0;
      }
    }
    long[] all = new long[node.horizons.length + 1];
    int count = 0;
    for (long other : node.horizons) {
      if (!Ops.share(other, merged)) {
        all[count++] = other;
      }
    }
    all[count++] = merged;
    node.horizons = Arrays.copyOf(all, count);
  }

  /** What follows from what the node knows by now. */
  void settle(Node node) {
    retire(node);
    long horizon = Ops.prefix(node.clock);
    for (int id = 0; id < past.ids(); id++) {
      if (id != node.id && node.counts(id)) {
        horizon &= Ops.prefix(node.reports[id].clock());
      }
    }
    if (horizon != 0) {
      know(node, horizon);
    }
    trim(node);
    forget(node);
  }

  private void retire(Node node) {
    long end = node.clock | node.heard;
    for (long horizon : node.horizons) {
      end |= horizon;
    }
    for (int run = 0; run < past.runs(); run++) {
      long all = Ops.all(run);
      if ((node.closed & all) != 0 && !Ops.covers(node.clock, all) && reported(node, all)) {
        node.clock |= slips(Slip.RETIRE_FOR_EVER) ? all : Ops.upTo(end & all);
      }
    }
  }

  private boolean reported(Node node, long run) {
    if (slips(Slip.RETIRE_ALONE)) {
      return true;
    }
    for (int id = 0; id < past.ids(); id++) {
      Report report = node.reports[id];
      if (id == node.id || !node.counts(id)) {
        continue;
      }
      boolean same = report.run() >= 0
          && (report.closed() == node.closed || slips(Slip.RETIRE_BY_OLD_REPORTS));
      boolean held = Ops.covers(node.clock | node.context, report.loose() & run);
      boolean known = Ops.covers(node.clock, report.clock() & run);
      if (!same || !known || (!held && !slips(Slip.LOOSE_UNSAID))) {
        return false;
      }
    }
    return true;
  }

  private void trim(Node node) {
    for (long left = node.removals; left != 0; left &= left - 1) {
      long op = left & -left;
      long dots = past.removedBy(op);
      for (long horizon : node.horizons) {
        if (Ops.covers(horizon, slips(Slip.TRIM_EARLY) ? dots : dots | op)) {
          node.removals &= ~op;
        }
      }
    }
  }

  private void forget(Node node) {
    for (long horizon : node.horizons) {
      boolean may = node.covers(horizon) || slips(Slip.FORGET_INCOMPLETE);
      if (may && (Ops.covers(horizon, node.stamp) || slips(Slip.FORGET_UNSTAMPED))) {
        node.context &= node.live | ~horizon;
      }
    }
  }
}
