package io.rejoin.membership;

import java.util.Set;
import java.util.TreeSet;

/**
 * One member under suspicion at one incarnation. The timer starts long and shrinks with each
 * independent accuser (Lifeguard, LHA-Suspicion):
 *
 * <pre>timeout = max(min, max - (max - min) * log(c + 1) / log(k + 1))</pre>
 *
 * with c further accusers of the k that are expected. With nobody to expect, it is min.
 */
final class Suspicion {
  /** Who is first to accuse which incarnation, and how many others may confirm it. */
  record Case(long incarnation, NodeId accuser, int expected) {}

  /** So many times its longest time, and whoever might have settled it is gone. */
  private static final int PATIENCE = 4;

  private final Case opened;
  private final long start;
  private final long min;
  private final long max;
  private final Set<NodeId> accusers = new TreeSet<>();

  Suspicion(Case opened, long start, long min, long max) {
    this.opened = opened;
    this.start = start;
    this.min = min;
    this.max = max;
    accusers.add(opened.accuser());
  }

  long incarnation() {
    return opened.incarnation();
  }

  NodeId firstAccuser() {
    return opened.accuser();
  }

  /** Counts an accuser and says whether it was a new one among those expected. */
  boolean confirm(NodeId accuser) {
    return accusers.size() <= opened.expected() && accusers.add(accuser);
  }

  /** From when on it is to be settled by anybody who still holds it. */
  long forlorn() {
    return start + PATIENCE * max;
  }

  long deadline() {
    int expected = opened.expected();
    if (expected == 0) {
      return start + min;
    }
    int further = accusers.size() - 1;
    double shrunk = StrictMath.log(further + 1.0) / StrictMath.log(expected + 1.0);
    return start + Math.max(min, max - (long) ((max - min) * shrunk));
  }
}
