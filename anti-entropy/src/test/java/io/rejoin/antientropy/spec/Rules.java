package io.rejoin.antientropy.spec;

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

  /** A local write: an add, or the removal of dots that are live here, or both. */
  void write(Node node, long op, long removes) {
    apply(node, op, removes);
  }

  /** What the node's own run sent earlier, once or again, in any order. */
  void delta(Node node, long op) {
    if ((op & node.closed) == 0 || slips(Slip.CLOSED_DELTAS)) {
      apply(node, op, past.removedBy(op));
    }
  }

  private void apply(Node node, long op, long removes) {
    node.heard |= Ops.upTo(op);
    long dot = past.adds() & op;
    boolean news = (dot & (node.clock | node.context)) == 0 || slips(Slip.DELTA_COVERED);
    long put = news ? dot & ~node.context : 0;
    change(node, (node.live | put) & ~removes, node.context | put | removes);
    node.removals |= removes == 0 ? 0 : op;
    node.clock |= op;
    node.applied |= op;
    settle(node);
  }

  /** What any frame's head tells: members, closed runs, the latest reports, what was heard of. */
  void open(Node node, Node peer) {
    node.members |= peer.members;
    node.evicted |= peer.evicted;
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
    settle(node);
  }

  /** The peer's half of a session, after the openings: its entry, its removals, its clock. */
  void half(Node node, Node peer) {
    if (node.live != peer.live) {
      entry(node, peer, 0);
    }
    removals(node, peer.removals);
    adopt(node, peer);
  }

  /** A half that broke off after the entry. */
  void brokenHalf(Node node, Node peer) {
    if (node.live != peer.live) {
      entry(node, peer, 0);
    }
    settle(node);
  }

  /** A half that knew no answer: what the maker has beyond a base, taken or refused alike. */
  void bundle(Node node, Node maker, long base) {
    node.heard |= Ops.upTo(maker.clock);
    entry(node, maker, base);
    removals(node, maker.removals);
    boolean hasBase = Ops.covers(node.clock, base) || slips(Slip.BUNDLE_WITHOUT_BASE);
    boolean missedNothing =
        Ops.covers(node.clock, maker.forgotten) || slips(Slip.BUNDLE_WITHOUT_FORGOTTEN);
    if (hasBase && missedNothing) {
      adopt(node, maker);
    } else {
      settle(node);
    }
  }

  /**
   * What an evicted node has left: its dots are joined, unless they are forgotten here; what it had
   * removed is removed by an operation of this node. Nothing of what it knows is adopted, as it may
   * have evicted others itself and taken for void what they did.
   */
  void salvage(Node node, Node evicted, long op) {
    node.closed |= past.runsOf(evicted.id);
    long taken = evicted.live & ~node.context & ~node.forgotten;
    long joined = slips(Slip.SALVAGED_REMOVALS) ? evicted.context & ~evicted.live : 0;
    node.loose |= taken;
    change(node, (node.live | taken) & ~joined, node.context | taken | joined);
    if (op != 0) {
      apply(node, op, past.removedBy(op));
    }
    settle(node);
  }

  /**
   * Joins the entry of another, except for what the other should not show. With a base it is a
   * bundle, which says only what is beyond that, and was made without knowing what is here.
   */
  private void entry(Node node, Node peer, long base) {
    boolean missedThere = !Ops.covers(peer.clock, node.forgotten);
    boolean missedHere = !Ops.covers(node.clock, peer.forgotten) && base == 0;
    long refused = missedThere && !slips(Slip.NOTHING_REFUSED)
        ? peer.live & ~node.context & node.forgotten
        : 0;
    long shed =
        missedHere && !slips(Slip.NOTHING_SHED) ? node.live & ~peer.context & peer.forgotten : 0;
    long told = peer.context & ~base & ~(slips(Slip.DEAD_INTO_CONTEXT) ? 0 : refused);
    long taken = peer.live & told & ~refused & ~node.context;
    node.loose |= taken;
    long kept = node.live & ~shed & ~(told & ~peer.live);
    change(node, kept | taken, (node.context & ~shed) | told);
  }

  private void removals(Node node, long ops) {
    for (long left = slips(Slip.NO_REMOVALS) ? 0 : ops; left != 0; left &= left - 1) {
      long op = left & -left;
      long dots = past.removedBy(op);
      node.heard |= slips(Slip.HEARD_CLOCKS_ONLY) ? 0 : Ops.upTo(op);
      change(node, node.live & ~dots, node.context | dots);
      node.removals |= op;
    }
  }

  private void adopt(Node node, Node peer) {
    node.clock |= peer.clock;
    node.applied |= peer.applied;
    node.forgotten |= slips(Slip.FORGOTTEN_NOT_ADOPTED) ? 0 : peer.forgotten;
    settle(node);
  }

  private void change(Node node, long live, long context) {
    if (node.live != live || node.context != context) {
      node.live = live;
      node.context = context;
      node.heard |= slips(Slip.HEARD_CLOCKS_ONLY) ? 0 : Ops.upTo(context);
      stamp(node);
    }
  }

  /** All that may have had an effect upon the entry by now. */
  private void stamp(Node node) {
    node.stamp = Ops.upTo(node.clock) | (slips(Slip.STAMP_OWN_CLOCK) ? 0 : node.heard);
  }

  /** A start with what was stored. */
  void start(Node node, int run, Event how) {
    node.closed |= past.earlierRuns(run);
    node.run = run;
    if (how == Event.DAMAGE) {
      node.live = 0;
      node.context = 0;
    }
    if (how == Event.DAMAGE || how == Event.DAMAGE_ELSEWHERE) {
      node.clock &= slips(Slip.DAMAGED_CLOCK_KEPT) ? node.clock : 0;
      node.applied &= node.clock;
      node.forgotten &= slips(Slip.DAMAGED_FORGOTTEN_KEPT) ? node.forgotten : 0;
      node.heard = slips(Slip.HEARD_LOST) ? Ops.upTo(node.context | node.clock) : node.heard;
      node.loose = node.live;
    }
    if (how == Event.RESTART && slips(Slip.MEMBERS_FORGOTTEN)) {
      node.members = 1 << node.id;
    }
    stamp(node);
    settle(node);
  }

  /** What follows from what the node knows by now. */
  void settle(Node node) {
    for (int id = 0; id < past.ids() && !slips(Slip.EVICTED_OPEN); id++) {
      node.closed |= node.hasEvicted(id) ? past.runsOf(id) : 0;
    }
    if (node.expectsOthers() && !slips(Slip.OTHERS_UNEXPECTED)) {
      return;
    }
    retire(node);
    long all = Ops.prefix(node.clock);
    for (int id = 0; id < past.ids() && !slips(Slip.FORGET_ALONE); id++) {
      if (counts(node, id)) {
        all &= Ops.prefix(node.reports[id].clock());
      }
    }
    node.forgotten |= all;
    if (Ops.covers(node.forgotten, node.stamp) || slips(Slip.FORGET_UNSTAMPED)) {
      node.context &= node.live | ~node.forgotten;
    }
    for (long left = node.removals; left != 0; left &= left - 1) {
      long op = left & -left;
      long named = slips(Slip.TRIM_EARLY) ? op : past.removedBy(op) | op;
      node.removals &= Ops.covers(node.forgotten, named) ? ~op : -1;
    }
  }

  private static boolean counts(Node node, int id) {
    return id != node.id && node.knows(id) && !node.hasEvicted(id);
  }

  private void retire(Node node) {
    for (int run = 0; run < past.runs(); run++) {
      long all = Ops.all(run);
      boolean filled = Ops.covers(node.clock, (node.clock | node.heard) & all);
      boolean isOver = (node.closed & all) != 0;
      if (isOver && (!filled || slips(Slip.RETIRE_FOR_EVER)) && reported(node, all)) {
        node.clock |= all & (slips(Slip.RETIRE_FOR_EVER) ? all : Ops.upTo(node.clock | node.heard));
      }
    }
  }

  private boolean reported(Node node, long run) {
    for (int id = 0; id < past.ids() && !slips(Slip.RETIRE_ALONE); id++) {
      Report report = node.reports[id];
      if (!counts(node, id)) {
        continue;
      }
      boolean same = report.run() >= 0
          && (report.closed() == node.closed || slips(Slip.RETIRE_BY_OLD_REPORTS));
      boolean held = Ops.covers(node.clock | node.loose, report.loose() & run);
      boolean known = Ops.covers(node.clock, report.clock() & run);
      if (!same || !known || (!held && !slips(Slip.LOOSE_UNSAID))) {
        return false;
      }
    }
    return true;
  }
}
