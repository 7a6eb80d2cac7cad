package io.rejoin.simulator.report;

import io.rejoin.simulator.report.Recording.Lags;

/** Times in classes that are 1/16 wide, so a percentile is right to 6 percent, in little room. */
final class LagHistogram {
  private static final int FINE_BITS = 4;
  private static final int FINE = 1 << FINE_BITS;

  private final long[] counts = new long[Long.SIZE * FINE];
  private long total;
  private long most;

  void add(long nanos) {
    counts[classOf(nanos)]++;
    total++;
    most = Math.max(most, nanos);
  }

  Lags lags(long never) {
    return new Lags(total, percentile(50), percentile(95), percentile(99), most, never);
  }

  /** The greatest time of the class that the percentile is in. */
  private long percentile(int percent) {
    long wanted = (total * percent + 99) / 100;
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(most, greatest(i));
      }
    }
    return 0;
  }

  private static int classOf(long nanos) {
    if (nanos < FINE) {
      return (int) Math.max(0, nanos);
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FINE_BITS;
    return (shift + 1) * FINE + (int) (nanos >>> shift) - FINE;
  }

  private static long greatest(int each) {
    int shift = each / FINE - 1;
    return shift < 0 ? each : ((long) (FINE + each % FINE + 1) << shift) - 1;
  }
}
