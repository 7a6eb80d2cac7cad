package io.rejoin.membership;

/**
 * How much a member trusts its own ears: Lifeguard's local health multiplier (Dadgar, Phillips,
 * Currey 2018, LHA-Probe). A member that misses answers it should have got slows its own probes
 * down instead of blaming others.
 */
final class LocalHealth {
  private final int max;
  private int score;

  LocalHealth(int max) {
    this.max = max;
  }

  /** 0 is healthy. */
  int score() {
    return score;
  }

  void probeSucceeded() {
    add(-1);
  }

  /** A probe failed. Relays that sent a nack prove that our own side works. */
  void probeFailed(int relaysAsked, int nacks) {
    add(relaysAsked == 0 ? 1 : Math.max(0, relaysAsked - nacks));
  }

  /** Somebody suspected us, so we were too slow to answer. */
  void refuted() {
    add(1);
  }

  /** Stretches a duration of the probe by the state of our health. */
  long scale(long nanos) {
    return nanos * (score + 1);
  }

  private void add(int delta) {
    score = Math.max(0, Math.min(max, score + delta));
  }
}
