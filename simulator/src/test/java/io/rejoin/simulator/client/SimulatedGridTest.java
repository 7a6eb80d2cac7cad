package io.rejoin.simulator.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.Confirmation;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.run.ScenarioSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedGridTest {
  private static final String TWO_SITES = """
      name = two-sites
      time { warmup = 3s, run = 20s, settle = 30s }
      sites { left { nodes = 2 }, right { nodes = 1 } }
      """;

  private static SimulatedGrid grid(String more) throws InvalidScenario {
    ScenarioSource source = ScenarioSource.of("two-sites", TWO_SITES + more, false);
    return SimulatedGrid.of(source.scenario().apply(1), 1);
  }

  @Test
  void whatCodeWritesAtOneNodeIsReadAtAnother() throws InvalidScenario {
    TreeSet<String> written = new TreeSet<>();
    try (SimulatedGrid grid = grid("")) {
      grid.client("left/1").every(500, MILLISECONDS, client -> {
        String name = client.unique("parcel");
        client.grid().set("manifest", Codec.string()).add(name);
        written.add(name);
      });
      assertEquals(Verdict.PASS, grid.run().verdict());
      assertTrue(written.size() > 20, written.toString());
      assertEquals(
          written,
          new TreeSet<>(grid.node("right/1").set("manifest", Codec.string()).value()));
    }
  }

  @Test
  void codeMayWaitForCopiesWhileSimulatedTimePasses() throws InvalidScenario {
    List<Confirmation> answers = new ArrayList<>();
    List<Duration> times = new ArrayList<>();
    try (SimulatedGrid grid =
        grid("timeline = [ { at = 0s, cut = [left], from = [right], for = 10s } ]")) {
      grid.client("left/1").after(Duration.ofSeconds(1), client -> {
        for (Duration patience : List.of(Duration.ofSeconds(2), Duration.ofSeconds(15))) {
          Duration before = client.now();
          answers.add(client.grid().counter("c").increment().await(Level.copies(3), patience));
          times.add(client.now().minus(before));
        }
      });
      grid.run();
    }
    assertFalse(answers.get(0).reached());
    assertEquals(Duration.ofSeconds(2), times.get(0));
    assertTrue(answers.get(1).reached());
    assertTrue(times.get(1).toMillis() > 5_000, times.toString());
  }

  @Test
  void aBundleIsWrittenAndTakenThroughTheOrdinaryApi(@TempDir Path folder) throws InvalidScenario {
    Path file = folder.resolve("news.bundle");
    List<Long> seen = new ArrayList<>();
    try (SimulatedGrid grid =
        grid("timeline = [ { at = 0s, cut = [left], from = [right], for = 20s } ]")) {
      grid.client("left/1").after(Duration.ofSeconds(5), client -> {
        client.grid().counter("c").add(7);
        assertDoesNotThrow(() -> client.grid().courier().writeAll(file));
      });
      grid.client("right/1").after(Duration.ofSeconds(10), client -> {
        seen.add(client.grid().counter("c").value());
        assertDoesNotThrow(() -> client.grid().courier().take(file));
        assertDoesNotThrow(() -> client.grid().courier().take(file));
        seen.add(client.grid().counter("c").value());
      });
      assertEquals(Verdict.PASS, grid.run().verdict());
    }
    assertEquals(List.of(0L, 7L), seen);
  }

  @Test
  void aNodeThatIsDownHasNoGridAndItsClientsRest() throws InvalidScenario {
    List<Duration> steps = new ArrayList<>();
    try (SimulatedGrid grid =
        grid("timeline = [ { at = 5s, crash = right, disk = lost, restart-after = 10s } ]")) {
      grid.client("right/1").every(200, MILLISECONDS, client -> {
        client.grid().counter("c").increment();
        steps.add(client.now());
      });
      grid.client("left/1")
          .after(
              Duration.ofSeconds(10),
              client -> assertThrows(GridException.Closed.class, () -> grid.node("right/1")));
      assertEquals(Verdict.PASS, grid.run().verdict());
    }
    assertTrue(
        steps.stream().noneMatch(time -> time.toSeconds() >= 8 && time.toSeconds() < 18),
        steps.toString());
    assertTrue(steps.get(steps.size() - 1).toSeconds() > 18);
  }

  @Test
  void whatCodeThrowsIsAViolationThatNamesIt() throws InvalidScenario {
    try (SimulatedGrid grid = grid("")) {
      grid.client("left/2").after(Duration.ofSeconds(1), client -> {
        throw new IllegalStateException("the shelf broke");
      });
      Finding finding = grid.run().violated().orElseThrow();
      assertEquals("code-does-not-fail", finding.check());
      assertTrue(finding.detail().contains("left/2#1 failed"), finding.detail());
      assertTrue(finding.detail().contains("the shelf broke"), finding.detail());
    }
  }

  @Test
  void anInvariantThatBreaksIsAViolationWithItsTime() throws InvalidScenario {
    try (SimulatedGrid grid = grid("")) {
      grid.client("left/1")
          .after(Duration.ofSeconds(4), client -> client.grid().counter("c").add(-1));
      grid.always("never below zero", () -> grid.node("left/1").counter("c").value() >= 0);
      Finding finding = grid.run().violated().orElseThrow();
      assertEquals("never below zero", finding.check());
      assertEquals(7, finding.first().orElseThrow().time() / 1_000_000_000);
    }
  }

  @Test
  void aRunWithCodeIsTheSameRunEachTime() throws InvalidScenario {
    assertEquals(traceOfACrowd(), traceOfACrowd());
  }

  private static String traceOfACrowd() throws InvalidScenario {
    try (SimulatedGrid grid = grid("")) {
      for (String node : grid.nodes()) {
        grid.client(node)
            .every(
                300,
                MILLISECONDS,
                client -> client
                    .grid()
                    .counter("c")
                    .add(client.random().nextInt(9))
                    .await(Level.copies(2), Duration.ofMillis(80)));
      }
      return grid.run().traceHash();
    }
  }

  @Test
  void aNodeThatIsNotThereIsNamedWithThoseThatAre() throws InvalidScenario {
    try (SimulatedGrid grid = grid("")) {
      String message = assertThrows(IllegalArgumentException.class, () -> grid.client("up/1"))
          .getMessage();
      assertEquals("the scenario has no node 'up/1'; there are [left/1, left/2, right/1]", message);
      assertEquals(Optional.empty(), grid.result());
    }
  }
}
