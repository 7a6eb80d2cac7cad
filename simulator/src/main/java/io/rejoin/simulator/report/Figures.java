package io.rejoin.simulator.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same in every country. */
public final class Figures {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Figures() {}

  /** A moment as m:ss.mmm or h:mm:ss.mmm. */
  public static String clock(long nanos) {
    long millis = Math.abs(nanos) / MILLI;
    long seconds = millis / 1_000;
    long minutes = seconds / 60;
    String head = minutes < 60 ? two(minutes) : minutes / 60 + ":" + two(minutes % 60);
    String tail =
        ":" + two(seconds % 60) + "." + String.valueOf(1_000 + millis % 1_000).substring(1);
    return (nanos < 0 ? "-" : "") + head + tail;
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** A length of time in the unit that fits: 250ms, 7.93s, 12m, 1h 30m. */
  public static String span(long nanos) {
    long length = Math.abs(nanos);
    String text;
    if (length < SECOND) {
      text = plain((double) length / MILLI) + "ms";
    } else if (length < 60 * SECOND) {
      text = plain((double) length / SECOND) + "s";
    } else if (length < 3_600 * SECOND) {
      text = parts(length / SECOND, 60, "m", "s");
    } else if (length < 48 * 3_600 * SECOND) {
      text = parts(length / (60 * SECOND), 60, "h", "m");
    } else {
      text = parts(length / (3_600 * SECOND), 24, "d", "h");
    }
    return nanos < 0 ? "-" + text : text;
  }

  private static String parts(long count, long each, String large, String small) {
    return count / each + large + (count % each == 0 ? "" : " " + count % each + small);
  }

  /** A number in groups of thousands: 8 112. */
  public static String count(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    for (int at = text.length() - 3; at > (number < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ' ');
    }
    return text.toString();
  }

  /** Bytes in the unit that fits: 1.8 MiB. */
  public static String bytes(long bytes) {
    int unit = 0;
    double size = bytes;
    while (size >= 1_024 && unit < SIZES.length - 1) {
      size /= 1_024;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : plain(size)) + " " + SIZES[unit];
  }

  /** One decimal, and 100.0% only if it is all of them. */
  public static String share(long some, long all) {
    if (all == 0 || some == all) {
      return "100.0%";
    }
    BigDecimal share = BigDecimal.valueOf(some)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(all), 1, RoundingMode.DOWN);
    return share.toPlainString() + "%";
  }

  /** Three digits that count. */
  public static String plain(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number);
    if (Math.abs(number) >= 100) {
      rounded = rounded.setScale(0, RoundingMode.HALF_UP);
    } else {
      rounded = rounded.round(new MathContext(3, RoundingMode.HALF_UP));
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
