package io.rejoin.simulator.check;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check found in a run.
 *
 * @param evidence how many things were looked at that could have been wrong
 * @param violations how many were
 * @param detail for people: the first violation, what was counted, or why nothing is known
 * @param first the first violation
 * @param figures that were measured on the way, by name
 */
public record Finding(
    String check,
    Verdict verdict,
    long evidence,
    long violations,
    String detail,
    Optional<Violation> first,
    SortedMap<String, Long> figures) {
  private static final String NOT_BUILT = "not built: ";

  public Finding {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    if (first.isPresent() != (verdict == Verdict.VIOLATION)) {
      throw new IllegalArgumentException("a violation says what is wrong, and nothing else does");
    }
  }

  /** A check that cannot tell. */
  public static Finding unknown(String check, String why) {
    return new Finding(check, Verdict.UNKNOWN, 0, 0, why, Optional.empty(), new TreeMap<>());
  }

  /** A check of something that nodes do not do yet. */
  static Finding notBuilt(String check, String what) {
    return unknown(check, NOT_BUILT + what);
  }

  /** Whether this is of something that nodes do not do yet. */
  public boolean isNotBuilt() {
    return detail.startsWith(NOT_BUILT);
  }

  /** Nothing is wrong with so many things. */
  public static Finding passed(String check, long evidence) {
    Draft draft = new Draft(check);
    draft.looked(evidence);
    return draft.finding();
  }

  /** One thing is wrong. */
  public static Finding violated(String check, long evidence, Violation what) {
    Draft draft = new Draft(check);
    draft.looked(evidence);
    draft.violation(what);
    return draft.finding();
  }

  /** The finding that follows from two runs of one seed and their traces. */
  public static Finding ofTwins(String trace, String twin) {
    Draft draft = new Draft("deterministic");
    draft.looked(1);
    if (!trace.equals(twin)) {
      draft.violation(Violation.at(0, "the same seed ran as " + trace + " and as " + twin));
    }
    return draft.finding();
  }

  @Override
  public String toString() {
    return check + ": " + verdict + (detail.isEmpty() ? "" : ", " + detail);
  }

  /** A finding while it is made. */
  static final class Draft {
    private final String check;
    private final SortedMap<String, Long> figures = new TreeMap<>();
    private Optional<Violation> first = Optional.empty();
    private long evidence;
    private long violations;
    private String detail = "";

    Draft(String check) {
      this.check = check;
    }

    /** So many more things were looked at. */
    void looked(long more) {
      evidence += more;
    }

    void violation(Violation found) {
      violations++;
      if (first.isEmpty()) {
        first = Optional.of(found);
      }
    }

    boolean isViolated() {
      return violations > 0;
    }

    void figure(String name, long value) {
      figures.put(name, value);
    }

    /** What to say if nothing is wrong. */
    void detail(String text) {
      detail = text;
    }

    Finding finding() {
      Verdict verdict =
          violations > 0 ? Verdict.VIOLATION : evidence > 0 ? Verdict.PASS : Verdict.UNKNOWN;
      String more = violations > 1 ? " (and " + (violations - 1) + " more)" : "";
      String text = first.map(each -> each.what() + more).orElse(detail);
      return new Finding(check, verdict, evidence, violations, text, first, figures);
    }
  }
}
