package io.rejoin.simulator.check;

/** What a check says: without evidence it says nothing. */
public enum Verdict {
  PASS,
  UNKNOWN,
  VIOLATION;

  /** Of several runs: a violation counts whatever the others say, a pass needs but one. */
  public Verdict and(Verdict other) {
    if (this == VIOLATION || other == VIOLATION) {
      return VIOLATION;
    }
    return this == PASS || other == PASS ? PASS : UNKNOWN;
  }
}
