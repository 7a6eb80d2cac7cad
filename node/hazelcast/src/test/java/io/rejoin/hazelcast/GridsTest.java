package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.config.Config;
import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GridsTest {
  private final Clusters clusters = new Clusters();

  @AfterEach
  void end() {
    clusters.close();
  }

  /** A member may be asked as soon as it has joined, before its federation has begun. */
  @Test
  void whatIsDoneRightAfterTheStartGoesThroughTheGridToo() {
    Grid grid = clusters.node("oslo");
    Config config = Clusters.byAddress(Clusters.config("grids"));
    Grids.put(config.getUserContext(), "stock", grid);
    CrdtMap stock = CrdtMap.of(clusters.member(config).getMap("stock"));
    Receipt receipt = stock.counter("sku-1").add(5);
    assertEquals(grid.run(), receipt.run());
    assertEquals(5, grid.counter("stock/sku-1").value());
  }
}
