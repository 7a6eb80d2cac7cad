package io.rejoin.examples.logistics;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a ship was seen.
 *
 * @param latitude in degrees, north is positive
 * @param longitude in degrees, east is positive
 * @param by who saw it, and how
 */
public record Fix(double latitude, double longitude, String by) {
  private static final Pattern TEXT = Pattern.compile("(-?\\d+\\.\\d+) (-?\\d+\\.\\d+) by (.*)");

  /** As a line of text, to a hundredth of a degree. */
  static final Codec<Fix> CODEC = new Codec<>() {
    @Override
    public Bytes encode(Fix fix) {
      return Codec.string().encode(fix.line());
    }

    @Override
    public Fix decode(Bytes bytes) throws MalformedBytes {
      String line = Codec.string().decode(bytes);
      Matcher parts = TEXT.matcher(line);
      if (!parts.matches()) {
        throw new MalformedBytes("no position: " + line, 0);
      }
      return new Fix(
          Double.parseDouble(parts.group(1)), Double.parseDouble(parts.group(2)), parts.group(3));
    }

    @Override
    public boolean canonical() {
      return true;
    }
  };

  public Fix {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180) || by.contains("\n")) {
      throw new IllegalArgumentException("no position on earth: " + latitude + ", " + longitude);
    }
    latitude = Math.rint(latitude * 100) / 100 + 0.0;
    longitude = Math.rint(longitude * 100) / 100 + 0.0;
  }

  private String line() {
    return String.format(Locale.ROOT, "%.2f %.2f by %s", latitude, longitude, by);
  }

  /** Such as {@code 58.40 N 3.12 W, radar at reykjavik}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f %s %.2f %s, %s",
        Math.abs(latitude),
        latitude < 0 ? "S" : "N",
        Math.abs(longitude),
        longitude < 0 ? "W" : "E",
        by);
  }
}
