package io.rejoin.examples.demo;

import io.rejoin.examples.demo.grid.Shards;
import io.rejoin.examples.demo.grid.Spread;
import io.rejoin.examples.terminal.Timeline;
import java.util.IntSummaryStatistics;
import java.util.List;

/** Shows what each node keeps, as a bar. */
final class Shares {
  private static final int CELLS = 24;

  private final Shards shards;
  private final Timeline timeline;

  Shares(Shards shards, Timeline timeline) {
    this.shards = shards;
    this.timeline = timeline;
  }

  /** One line for each node, and how even they are. */
  void show(Spread spread) {
    List<Spread.Share> shares = spread.shares(shards);
    IntSummaryStatistics carts = shares.stream().mapToInt(Spread.Share::carts).summaryStatistics();
    for (Spread.Share share : shares) {
      int filled = carts.getMax() == 0 ? 0 : CELLS * share.carts() / carts.getMax();
      timeline.more("%-15s %s%s %,6d carts in %3d shards"
          .formatted(
              share.node().spec().name(),
              "█".repeat(filled),
              "░".repeat(CELLS - filled),
              share.carts(),
              share.shards()));
    }
    timeline.more("the fullest node keeps %.2f times the mean"
        .formatted(carts.getMax() / Math.max(1, carts.getAverage())));
  }

  /** How many copies each cart has, in words. */
  static String copies(Spread spread) {
    return "%s copies each, at %s sites"
        .formatted(range(spread.copiesOfACart()), range(spread.sitesOfACart()));
  }

  private static String range(IntSummaryStatistics numbers) {
    if (numbers.getCount() == 0) {
      return "0";
    }
    return numbers.getMin() == numbers.getMax()
        ? Integer.toString(numbers.getMin())
        : numbers.getMin() + " to " + numbers.getMax();
  }
}
