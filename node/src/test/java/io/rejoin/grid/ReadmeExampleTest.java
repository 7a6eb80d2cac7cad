package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
  @Test
  void twoNodesInOneProcess() {
    assertTrue(ReadmeExample.twoNodes().reached());
  }

  @Test
  void aCart() {
    try (Grid grid = Grid.start(GridConfig.named("shop").outboundOnly())) {
      ReadmeExample.cart(grid);
      assertEquals(
          Map.of("sku-42", 3L, "sku-7", 1L),
          grid.cart("carts/alice").orders().get(0).lines());
    }
  }
}
