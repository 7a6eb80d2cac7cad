package io.rejoin.examples.stock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.grid.Grid;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.junit.GridSimTest;
import io.rejoin.simulator.run.ScenarioSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same shop over two kinds of stock, in a grid that is cut in two and healed. */
class StockTest {
  private static final String SKU = "lamp";
  private static final int PIECES = 30;

  // README simulate
  @GridSimTest(scenario = "last-pieces.conf", seeds = 10)
  void eachPieceIsSoldOnce(SimulatedGrid grid) {
    AtomicInteger sold = sell(grid, grid.nodes(), EscrowStock::new);
    grid.atTheEnd("all are sold", () -> sold.get() == PIECES);
  }

  private static AtomicInteger sell(
      SimulatedGrid grid, List<String> nodes, Function<Grid, Stock> kind) {
    AtomicInteger sold = new AtomicInteger();
    grid.client("shop-1/1")
        .after(Duration.ZERO, client -> kind.apply(client.grid()).deliver(SKU, PIECES));
    for (String node : nodes) {
      grid.client(node).every(400, MILLISECONDS, client -> {
        if (kind.apply(client.grid()).sellOne(SKU)) {
          sold.incrementAndGet();
        }
      });
    }
    grid.always("no piece is sold twice", () -> sold.get() <= PIECES);
    return sold;
  }
  // README end

  @Test
  void checkThenActSellsTheLastPiecesTwice() throws InvalidScenario, IOException {
    try (SimulatedGrid grid = lastPieces()) {
      sell(grid, grid.nodes(), CheckThenActStock::new);
      assertEquals(
          Optional.of("no piece is sold twice"), grid.run().violated().map(Finding::check));
    }
  }

  @Test
  void whichNoTestAtOneNodeShows() throws InvalidScenario, IOException {
    try (SimulatedGrid grid = lastPieces()) {
      AtomicInteger sold = sell(grid, List.of("shop-1/1"), CheckThenActStock::new);
      assertEquals(Optional.empty(), grid.run().violated().map(Finding::check));
      assertEquals(PIECES, sold.get());
    }
  }

  private static SimulatedGrid lastPieces() throws InvalidScenario, IOException {
    try (InputStream file = StockTest.class.getResourceAsStream("last-pieces.conf")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      ScenarioSource source = ScenarioSource.of("last-pieces.conf", text, false);
      return SimulatedGrid.of(source.scenario().apply(1), 1);
    }
  }
}
