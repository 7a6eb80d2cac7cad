package io.rejoin.antientropy.spec;

/**
 * What a member said last: its run, its clock, what it shows beyond that, and which runs it then
 * knew as closed.
 */
record Report(int run, long clock, long loose, long closed) {
  static final Report NONE = new Report(-1, 0, 0, 0);

  /** Of one run's reports the one with the larger clock is the later; a later run's is later. */
  Report later(Report other) {
    if (other.run != run) {
      return other.run > run ? other : this;
    }
    boolean grown = Ops.covers(other.clock, clock) && Ops.covers(other.closed, closed);
    return grown ? other : this;
  }
}
