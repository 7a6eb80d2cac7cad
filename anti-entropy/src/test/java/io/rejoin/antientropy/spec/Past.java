package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * What was done and by whom, which no node sees as a whole: the operations, what the removals
 * removed, and whose the runs are. An operation has lapsed if at some time no node had it, though
 * perhaps an image or a bundle: it may be taken for void. What an operation removed is void already
 * if it was unsaid, in no clock.
 */
@SuppressWarnings("ArrayRecordComponent") // shared between states, never compared
record Past(
    long issued,
    long adds,
    long lapsed,
    long unsaid,
    long[] removed,
    int[] idOfRun,
    int[] slotOfId) {

  static Past of(int nodes) {
    int[] own = new int[nodes];
    Arrays.setAll(own, i -> i);
    return new Past(0, 0, 0, 0, new long[8 * Ops.RUNS], own, own);
  }

  int runs() {
    return idOfRun.length;
  }

  int ids() {
    return slotOfId.length;
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
    long earlier = 0;
    for (int r = 0; r < run; r++) {
      earlier |= idOfRun[r] == idOfRun[run] ? Ops.all(r) : 0;
    }
    return earlier;
  }

  long next(int run) {
    return Ops.op(run, Long.bitCount(issued & Ops.all(run)) + 1);
  }

  Past add(long op) {
    return new Past(issued | op, adds | op, lapsed, unsaid, removed, idOfRun, slotOfId);
  }

  Past remove(long op, long dots) {
    long[] more = removed.clone();
    more[Long.numberOfTrailingZeros(op)] = dots;
    return new Past(issued | op, adds, lapsed, unsaid, more, idOfRun, slotOfId);
  }

  Past lapsed(long gone, long inNoClock) {
    return new Past(issued, adds, lapsed | gone, unsaid | inNoClock, removed, idOfRun, slotOfId);
  }

  Past run(int id) {
    return new Past(issued, adds, lapsed, unsaid, removed, with(idOfRun, id), slotOfId);
  }

  private static int[] with(int[] list, int last) {
    int[] longer = Arrays.copyOf(list, list.length + 1);
    longer[list.length] = last;
    return longer;
  }
}
