package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * What one node holds: the entry, what it knows of the others, and of forgetting. Values of this
 * type are shared between states: {@link Rules} changes only copies.
 */
final class Node {
  int id;
  int run;
  long live;
  long context;
  long stamp;
  long clock;
  /** The clock without void numbers: what was really applied. Only the properties look at it. */
  long applied;

  long heard;
  long removals;
  long closed;
  int members;
  long[] horizons = {};
  Report[] reports;

  Node(int id, int run, int ids) {
    this.id = id;
    this.run = run;
    this.members = 1 << id;
    this.reports = new Report[ids];
    Arrays.fill(reports, Report.NONE);
  }

  Node copy() {
    Node node = new Node(id, run, reports.length);
    node.live = live;
    node.context = context;
    node.stamp = stamp;
    node.clock = clock;
    node.applied = applied;
    node.heard = heard;
    node.removals = removals;
    node.closed = closed;
    node.members = members;
    node.horizons = horizons;
    node.reports = reports.clone();
    return node;
  }

  boolean counts(int member) {
    return (members & (1 << member)) != 0;
  }

  Report report() {
    return new Report(run, clock, live & ~clock, closed);
  }

  boolean covers(long horizon) {
    return Ops.covers(clock, horizon);
  }

  boolean complete() {
    for (long horizon : horizons) {
      if (!covers(horizon)) {
        return false;
      }
    }
    return true;
  }

  long[] encode(Renaming names) {
    long[] out = new long[14 + horizons.length + 4 * reports.length];
    int at = 0;
    out[at++] = ((long) names.id(id) << 32) | names.run(run);
    out[at++] = names.ids(members);
    for (long set : new long[] {live, context, stamp, clock, applied, heard, removals, closed}) {
      out[at++] = names.ops(set);
    }
    out[at++] = horizons.length;
    int first = at;
    for (long horizon : horizons) {
      out[at++] = names.ops(horizon);
    }
    Arrays.sort(out, first, at);
    for (int i = 0; i < reports.length; i++) {
      Report report = reports[names.idNamed(i)];
      out[at++] = report.run() < 0 ? -1 : names.run(report.run());
      out[at++] = names.ops(report.clock());
      out[at++] = names.ops(report.loose());
      out[at++] = names.ops(report.closed());
    }
    return out;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("n" + id + "/r" + run);
    text.append(" live").append(Ops.show(live));
    text.append(" dead").append(Ops.show(context & ~live));
    text.append(" clock").append(Ops.show(clock));
    text.append(" stamp").append(Ops.show(stamp));
    text.append(" R").append(Ops.show(removals)).append(" F[");
    for (long horizon : horizons) {
      text.append(Ops.show(horizon));
    }
    text.append("] closed").append(Ops.show(closed));
    return text.toString();
  }
}
