package io.rejoin.examples.logistics.voyage;

import java.util.Locale;

/**
 * Something that is worth telling.
 *
 * @param hour of the story
 */
public record Beat(double hour, String text) {

  /** Such as {@code day 2 06:30}. */
  public String when() {
    return when(hour);
  }

  public static String when(double hour) {
    long minutes = Math.round(hour * 60);
    return String.format(
        Locale.ROOT, "day %d %02d:%02d", minutes / 1_440 + 1, minutes / 60 % 24, minutes % 60);
  }
}
