package io.rejoin.simulator.check;

import java.util.List;

/**
 * What a check found in a run.
 *
 * @param evidence how many things were looked at that could have been wrong
 * @param detail of a violation, the first first; else empty
 */
public record Finding(String check, Verdict verdict, long evidence, String detail) {

  static Finding of(Check check, long evidence, List<String> violations) {
    if (!violations.isEmpty()) {
      String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
      return new Finding(check.name(), Verdict.VIOLATION, evidence, violations.get(0) + more);
    }
    return new Finding(check.name(), evidence > 0 ? Verdict.PASS : Verdict.UNKNOWN, evidence, "");
  }

  @Override
  public String toString() {
    return check + ": " + verdict + (detail.isEmpty() ? "" : ", " + detail);
  }
}
