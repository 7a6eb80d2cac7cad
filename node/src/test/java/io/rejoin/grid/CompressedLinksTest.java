package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.node.core.link.Traffic;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two sites over TCP, each with values that the other lacks. */
class CompressedLinksTest {
  private static final int VALUES = 300;

  private Islands islands = new Islands();

  @AfterEach
  void close() {
    islands.close();
  }

  private static void fill(Grid grid, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < VALUES; i++) {
      StringBuilder orders = new StringBuilder();
      for (int line = 0; line < 10; line++) {
        orders.append("{\"order\":").append(random.nextInt(100_000)).append(",\"sku\":\"apple-");
        orders
            .append(random.nextInt(50))
            .append("\",\"quantity\":")
            .append(line)
            .append("},");
      }
      grid.register("orders/" + seed + "/" + i, Codec.string()).set(orders.toString());
    }
  }

  /** Bytes of repair and deltas that the two sent until they had the same. */
  private long exchanged(String north, String south) {
    Grid a = islands.start("a", config -> config.site("north").compression(north));
    fill(a, 1);
    Grid b = islands.start("b", config -> config.site("south").compression(south));
    fill(b, 2);
    Islands.meet(a, b);
    Islands.converge(a, b);
    assertEquals(2 * VALUES, a.keys("orders").size());
    return sent(a) + sent(b);
  }

  @Test
  void bothWaysAreCompressedIfBothSidesCan() {
    long plain = exchangedWith("auto", "off");
    long packed = exchangedWith("auto", "auto");
    assertTrue(packed < plain / 2, packed + " of " + plain + " bytes");
  }

  private long exchangedWith(String north, String south) {
    try {
      return exchanged(north, south);
    } finally {
      islands.close();
      islands = new Islands();
    }
  }

  private static long sent(Grid grid) {
    Traffic.View traffic = grid.status().traffic();
    return traffic.repair().out() + traffic.delta().out();
  }
}
