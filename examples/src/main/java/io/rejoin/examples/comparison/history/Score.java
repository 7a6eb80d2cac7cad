package io.rejoin.examples.comparison.history;

import java.util.EnumMap;
import java.util.Map;

/** What became of the acts of some runs, in numbers. */
public record Score(Map<Measure, Long> counts) {

  /** What is counted. */
  public enum Measure {
    ACTS,
    REFUSED_NO_MAJORITY,
    REFUSED_HERE,
    LOST,
    OVERRULED,
    RESURRECTED,
    STRANGE,
    BROKEN,
    TWICE,
    FIGURES,
    WRONG_FIGURES,
    LOOKS,
    LOOKS_REFUSED,
    STALE,
    OPEN,
    DIFFERENT
  }

  public static final Score NONE = new Score(Map.of());

  public Score {
    counts = Map.copyOf(counts);
  }

  public long of(Measure measure) {
    return counts.getOrDefault(measure, 0L);
  }

  public Score and(Score other) {
    Map<Measure, Long> sum = new EnumMap<>(Measure.class);
    sum.putAll(counts);
    other.counts.forEach((measure, count) -> sum.merge(measure, count, Long::sum));
    return new Score(sum);
  }

  /** Whether nothing that was acknowledged was undone, and no limit broken. */
  public boolean keepsPromises() {
    return of(Measure.LOST) == 0
        && of(Measure.RESURRECTED) == 0
        && of(Measure.STRANGE) == 0
        && of(Measure.BROKEN) == 0
        && of(Measure.WRONG_FIGURES) == 0
        && of(Measure.DIFFERENT) == 0;
  }
}
