package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * What was done and by whom, which no node sees as a whole: the operations, what the removals
 * removed, and whose the runs are. An operation has lapsed if at some time no node had it, though
 * perhaps an image or a bundle: it may be taken for void. What an operation removed is void already
 * if it was unsaid, in no clock. A delta is sent over a link, and a link is remembered by both: so
 * only what was written by somebody who knows others is sent.
 */
@SuppressWarnings("ArrayRecordComponent") // shared between states, never compared
record Past(
    long issued,
    long adds,
    long sent,
    long lapsed,
    long unsaid,
    long[] removed,
    int[] idOfRun,
    int ids) {

  static Past of(int nodes) {
    int[] own = new int[nodes];
    Arrays.setAll(own, i -> i);
    return new Past(0, 0, 0, 0, 0, new long[8 * Ops.RUNS], own, nodes);
  }

  int runs() {
    return idOfRun.length;
  }

  long removedBy(long op) {
    return removed[Long.numberOfTrailingZeros(op)];
  }

  /** All dots that any of the operations removes. */
  long removedByAny(long ops) {
    long dots = 0;
    for (long left = ops & issued; left != 0; left &= left - 1) {
      dots |= removedBy(left & -left);
    }
    return dots;
  }

  long earlierRuns(int run) {
    return runsOf(idOfRun[run]) & ((1L << (8 * run)) - 1);
  }

  long runsOf(int id) {
    long all = 0;
    for (int r = 0; r < idOfRun.length; r++) {
      all |= idOfRun[r] == id ? Ops.all(r) : 0;
    }
    return all;
  }

  long next(int run) {
    return Ops.op(run, Long.bitCount(issued & Ops.all(run)) + 1);
  }

  Past issue(long op, boolean puts, long dots) {
    long[] more = removed.clone();
    more[Long.numberOfTrailingZeros(op)] = dots;
    long put = puts ? adds | op : adds;
    return new Past(issued | op, put, sent, lapsed, unsaid, more, idOfRun, ids);
  }

  Past lapsed(long gone, long inNoClock) {
    return new Past(issued, adds, sent, lapsed | gone, unsaid | inNoClock, removed, idOfRun, ids);
  }

  /** What a run has done may be on its way to others from now on. */
  Past send(int run) {
    long more = sent | (issued & Ops.all(run));
    return new Past(issued, adds, more, lapsed, unsaid, removed, idOfRun, ids);
  }

  /** A new run of a node. */
  Past run(int id) {
    int[] longer = Arrays.copyOf(idOfRun, idOfRun.length + 1);
    longer[idOfRun.length] = id;
    return new Past(issued, adds, sent, lapsed, unsaid, removed, longer, ids);
  }
}
