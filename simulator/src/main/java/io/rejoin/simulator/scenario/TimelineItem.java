package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that happens, and when.
 *
 * @param at from the end of the warm-up
 * @param every if present, it happens again after gaps of so many nanoseconds, until a heal
 * @param lasts if present, after so many nanoseconds it ends; else at a heal
 */
public record TimelineItem(
    Duration at, Optional<Distribution> every, Optional<Distribution> lasts, Happening happening) {
  public TimelineItem {
    if (at.isNegative()) {
      throw new IllegalArgumentException("at counts from the end of the warm-up, not " + at);
    }
    if (lasts.isPresent() && !canEnd(happening)) {
      throw new IllegalArgumentException(
          "for says nothing to " + happening.kind() + ", which does not last or says so itself");
    }
  }

  private static boolean canEnd(Happening happening) {
    return happening.lasts()
        || (happening instanceof Happening.Crash crash && crash.restartAfter().isEmpty());
  }

  public static TimelineItem at(Duration at, Happening happening) {
    return new TimelineItem(at, Optional.empty(), Optional.empty(), happening);
  }

  public static TimelineItem at(Duration at, Duration lasts, Happening happening) {
    return new TimelineItem(
        at, Optional.empty(), Optional.of(Distribution.constant(lasts)), happening);
  }
}
