package io.rejoin.server.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Quantity {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Quantity() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String bytes(long bytes) {
    double shown = bytes;
    int unit = 0;
    while (shown >= 1000 && unit < BYTE_UNITS.length - 1) {
      shown /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, BYTE_UNITS[unit]);
  }

  static String duration(long millis) {
    long seconds = millis / 1000;
    if (seconds < 1) {
      return millis + " ms";
    } else if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }
}
