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
  }

  public static TimelineItem at(Duration at, Happening happening) {
    return new TimelineItem(at, Optional.empty(), Optional.empty(), happening);
  }

  public static TimelineItem at(Duration at, Duration lasts, Happening happening) {
    return new TimelineItem(
        at, Optional.empty(), Optional.of(Distribution.constant(lasts)), happening);
  }
}
