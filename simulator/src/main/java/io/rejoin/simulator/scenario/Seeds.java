package io.rejoin.simulator.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of seeds, both ends included. */
public record Seeds(long from, long to) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

  public Seeds {
    if (to < from) {
      throw new IllegalArgumentException("no seed from " + from + " to " + to);
    }
  }

  /** Reads "A..B" or "A"; empty if it is neither. */
  public static Optional<Seeds> parse(String text) {
    Matcher matcher = RANGE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(matcher.group(1));
    long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
    return to < from ? Optional.empty() : Optional.of(new Seeds(from, to));
  }

  public long count() {
    return to - from + 1;
  }

  @Override
  public String toString() {
    return from == to ? Long.toString(from) : from + ".." + to;
  }
}
