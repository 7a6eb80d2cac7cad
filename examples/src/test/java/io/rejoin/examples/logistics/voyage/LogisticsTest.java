package io.rejoin.examples.logistics.voyage;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.GridException;
import io.rejoin.examples.logistics.Depot;
import io.rejoin.examples.logistics.Fix;
import io.rejoin.examples.logistics.WrongChoices;
import io.rejoin.grid.Grid;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.junit.GridSimTest;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Depots and ships at work through cuts, a crash and bundles, and what holds all the same. */
class LogisticsTest {
  private static final List<String> SHIPS = List.of("albatross", "petrel");
  private static final int BOXES = 2;

  private final Ledger ledger = new Ledger();

  @GridSimTest(scenario = "logistics.conf", seeds = 10)
  void everyPromiseHolds(SimulatedGrid grid) {
    work(grid, Depot::new);
    grid.atTheEnd(
        "people could work",
        () -> ledger.puts().size() > 40
            && ledger.scans().size() > 10
            && ledger.standing().size() == 2);
  }

  private void work(SimulatedGrid grid, Function<Grid, Depot> kind) {
    for (String node : grid.nodes()) {
      String site = node.substring(0, node.indexOf('/'));
      Shift shift = new Shift(site, SHIPS);
      client(grid, node, kind, 100, desk -> open(site, desk));
      grid.client(node).every(300, MILLISECONDS, client -> {
        Desk desk = desk(client, kind);
        shift.work(desk, client.random());
        meddle(desk, site, client);
      });
    }
    grid.always("nothing is inside itself", () -> audit(grid, kind).isFreeOfRings());
    for (int i = 0; i < 4; i++) {
      int number = i;
      grid.atTheEnd(
          List.of("scans", "stowage", "manifests", "positions").get(i),
          () -> audit(grid, kind).promises().get(number).isKept());
    }
  }

  private void client(
      SimulatedGrid grid,
      String node,
      Function<Grid, Depot> kind,
      long millis,
      Consumer<Desk> step) {
    grid.client(node).after(Duration.ofMillis(millis), client -> step.accept(desk(client, kind)));
  }

  private Desk desk(SimulatedClient client, Function<Grid, Depot> kind) {
    return new Desk(kind.apply(client.grid()), ledger);
  }

  private static void open(String site, Desk desk) {
    desk.open(site);
    IntStream.rangeClosed(1, BOXES).forEach(box -> desk.put(site + "-box-" + box, site));
  }

  /** Anybody puts any box into any other, wherever both are, or reports a ship. */
  private void meddle(Desk desk, String site, SimulatedClient client) {
    RandomGenerator random = client.random();
    List<String> boxes = new ArrayList<>();
    ledger.puts().keySet().stream().filter(thing -> thing.contains("box")).forEach(boxes::add);
    if (random.nextInt(4) == 0) {
      List<String> holders = new ArrayList<>(boxes);
      holders.addAll(ledger.places());
      desk.refusal(
          boxes.get(random.nextInt(boxes.size())), holders.get(random.nextInt(holders.size())));
    } else if (random.nextInt(8) == 0) {
      double latitude = random.nextDouble(-80, 80);
      String ship = SHIPS.get(random.nextInt(SHIPS.size()));
      desk.sight(ship, new Fix(latitude, 0, site + " at " + client.now().toMillis() + " ms"));
    }
  }

  private Audit audit(SimulatedGrid grid, Function<Grid, Depot> kind) {
    Map<String, Depot> sites = new TreeMap<>();
    for (String node : grid.nodes()) {
      try {
        sites.put(node, kind.apply(grid.node(node)));
      } catch (GridException.Closed down) {
        // Nobody can look at it now.
      }
    }
    return new Audit(ledger, sites);
  }

  // ---- that the checks can fail

  @Test
  void aManifestAsOneValueLosesBookings() throws InvalidScenario, IOException {
    assertEquals("manifests", violated(WrongChoices::manifestAsOneValue));
  }

  @Test
  void holdersInRegistersMakeRings() throws InvalidScenario, IOException {
    assertEquals("nothing is inside itself", violated(WrongChoices::holderPerThing));
  }

  @Test
  void aScanThatTheLedgerDoesNotKnowIsFound() throws InvalidScenario, IOException {
    try (SimulatedGrid grid = SimulatedGrid.of(scenario(), 1)) {
      work(grid, Depot::new);
      grid.client("petrel/1").after(Duration.ofSeconds(20), client -> {
        String parcel = ledger.scans().firstKey();
        new Depot(client.grid()).scan(parcel);
      });
      assertTrue(grid.run().violated().map(Finding::check).orElseThrow().contains("scans"));
    }
  }

  private String violated(Function<Grid, Depot> kind) throws InvalidScenario, IOException {
    try (SimulatedGrid grid = SimulatedGrid.of(scenario(), 1)) {
      work(grid, kind);
      return grid.run().violated().map(Finding::check).orElse("nothing");
    }
  }

  static Scenario scenario() throws InvalidScenario, IOException {
    try (InputStream file = LogisticsTest.class.getResourceAsStream("logistics.conf")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return ScenarioSource.of("logistics.conf", text, false).scenario().apply(1);
    }
  }
}
