package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * What one node holds: the entry, what it knows of the others, and what it has forgotten. Values of
 * this type are shared between states: {@link Rules} changes only copies.
 */
final class Node {
  final int id;
  int run;
  long live;
  long context;
  long stamp;
  long clock;
  /** The clock without void numbers: what was really applied. Only the properties look at it. */
  long applied;

  /** Up to where dead dots may have left contexts. The clock covers it. */
  long forgotten;
  /** All that anybody was heard to have applied. */
  long heard;
  /** Live dots that came with a session and that no clock vouched for. */
  long loose;

  long removals;
  long closed;

  /** Whether its configuration says where others are; a wiped disk does not change that. */
  boolean seeded;

  int members;
  int evicted;
  Report[] reports;

  Node(int id, int run, int ids) {
    this.id = id;
    this.run = run;
    this.members = 1 << id;
    this.reports = new Report[ids];
    Arrays.fill(reports, Report.NONE);
  }

  Node wiped() {
    Node node = new Node(id, run, reports.length);
    node.seeded = seeded;
    return node;
  }

  Node copy() {
    Node node = new Node(id, run, reports.length);
    node.live = live;
    node.context = context;
    node.stamp = stamp;
    node.clock = clock;
    node.applied = applied;
    node.forgotten = forgotten;
    node.heard = heard;
    node.loose = loose;
    node.removals = removals;
    node.closed = closed;
    node.seeded = seeded;
    node.members = members;
    node.evicted = evicted;
    node.reports = reports.clone();
    return node;
  }

  boolean knows(int member) {
    return (members & (1 << member)) != 0;
  }

  boolean isAlone() {
    return members == 1 << id;
  }

  /** Whether there are others whom it has yet to meet. */
  boolean expectsOthers() {
    return seeded && isAlone();
  }

  /** An evicted node whose data was set aside runs no more. */
  boolean isOver() {
    return hasEvicted(id);
  }

  boolean hasEvicted(int member) {
    return (evicted & (1 << member)) != 0;
  }

  /** What the two would not say to each other. */
  boolean refuses(Node peer) {
    return hasEvicted(peer.id) || peer.hasEvicted(id) || isOver() || peer.isOver();
  }

  long dead() {
    return context & ~live;
  }

  Report report() {
    return new Report(run, clock, loose & ~clock, closed);
  }

  long[] encode(Renaming names) {
    long[] out = new long[14 + 4 * reports.length];
    int at = 0;
    out[at++] = ((long) names.slot(id) << 32) | names.run(run);
    out[at++] = names.slots(members) * 2L + (seeded ? 1 : 0);
    out[at++] = names.slots(evicted);
    long[] sets = {live, context, stamp, clock, applied, forgotten, heard, loose, removals, closed};
    for (long set : sets) {
      out[at++] = names.ops(set);
    }
    for (int id = 0; id < reports.length; id++) {
      Report report = reports[id];
      int place = at + 4 * names.slot(id);
      out[place] = report.run() < 0 ? -1 : names.run(report.run());
      out[place + 1] = names.ops(report.clock());
      out[place + 2] = names.ops(report.loose());
      out[place + 3] = names.ops(report.closed());
    }
    return out;
  }

  @Override
  public String toString() {
    return "n" + id + "/r" + run
        + " live" + Ops.show(live)
        + " dead" + Ops.show(dead())
        + " clock" + Ops.show(clock)
        + " forgotten" + Ops.show(forgotten)
        + " stamp" + Ops.show(stamp)
        + " R" + Ops.show(removals)
        + " closed" + Ops.show(closed)
        + (evicted == 0 ? "" : " evicted " + Integer.toBinaryString(evicted));
  }
}
