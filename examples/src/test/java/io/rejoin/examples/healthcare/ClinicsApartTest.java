package io.rejoin.examples.healthcare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

/** The application's own code at three clinics and in an ambulance, under cuts and a crash. */
class ClinicsApartTest {
  private static final String SCENARIO = "clinics-apart.conf";
  private static final String NO_ALLERGY_LOST = "allergies are what was found and not retracted";
  private static final String WITHDRAWAL_WINS = "a withdrawal wins";
  private static final Duration QUIET = Duration.ofSeconds(31);

  @GridSimTest(scenario = SCENARIO, seeds = 10)
  void recordsKeepTheirPromises(SimulatedGrid grid) {
    judge(grid, (node, file, patient) -> new Chart(file));
  }

  private static Wards judge(SimulatedGrid grid, Wards.Kind kind) {
    Wards wards = new Wards(grid, kind);
    grid.client("ambulance/1").after(QUIET, client -> wards.countLines());
    grid.atTheEnd(NO_ALLERGY_LOST, () -> wards.wrong("allergies").isEmpty());
    grid.atTheEnd("consents are what was said last", () -> wards.wrong("consent").isEmpty());
    grid.atTheEnd("numbers stay until decided", () -> wards.wrong("phones").isEmpty());
    grid.atTheEnd("every note is there", () -> wards.wrong("note").isEmpty());
    grid.atTheEnd("all records are equal", wards::allRecordsAreEqual);
    grid.atTheEnd("trails are complete", () -> wards.unaudited().isEmpty());
    grid.atTheEnd("trails stop growing", wards::trailsHaveStopped);
    grid.atTheEnd("there was something to judge", () -> wards.edits() > 100);
    grid.always("nobody misses or sees what must not be", wards::nothingNoticed);
    return wards;
  }

  @Test
  void aWholeRecordUnderLastWriterWinsLosesAnAllergy() throws InvalidScenario, IOException {
    try (SimulatedGrid grid = scenario()) {
      judge(grid, Chart.LastWriterWins::new);
      List<String> broken = broken(grid);
      assertTrue(broken.contains(NO_ALLERGY_LOST), () -> "broken: " + broken);
    }
  }

  @Test
  void aWithdrawalWinsOverAConsentThatHadNotSeenIt() throws InvalidScenario, IOException {
    assertEquals(List.of(), broken((node, file, patient) -> new Chart(file)));
  }

  @Test
  void whereEnablingWinsConsentSurvivesAWithdrawal() throws InvalidScenario, IOException {
    assertEquals(List.of(WITHDRAWAL_WINS), broken(Chart.EnableWins::new));
  }

  /** Consent is given; apart, one clinic is told no and another has it signed again. */
  private static List<String> broken(Wards.Kind kind) throws InvalidScenario, IOException {
    try (SimulatedGrid grid = scenario()) {
      say(grid, kind, "clinic-1/1", Duration.ofSeconds(1), true);
      say(grid, kind, "clinic-2/1", Duration.ofSeconds(10), false);
      say(grid, kind, "clinic-3/1", Duration.ofSeconds(11), true);
      grid.atTheEnd(WITHDRAWAL_WINS, () -> grid.nodes().stream()
          .noneMatch(node -> chart(grid, kind, node).consents()));
      return broken(grid);
    }
  }

  private static void say(
      SimulatedGrid grid, Wards.Kind kind, String node, Duration at, boolean given) {
    grid.client(node).after(at, client -> {
      var unused = chart(grid, kind, node).consent(given);
    });
  }

  private static Chart chart(SimulatedGrid grid, Wards.Kind kind, String node) {
    Clinic clinic =
        new Clinic(grid.node(node), node.replace('/', '-'), () -> java.time.Instant.EPOCH);
    return kind.of(grid.node(node), clinic.file("p-1", "staff"), "p-1");
  }

  private static List<String> broken(SimulatedGrid grid) {
    return grid.run().checks().stream()
        .filter(finding -> finding.first().isPresent())
        .map(Finding::check)
        .toList();
  }

  private static SimulatedGrid scenario() throws InvalidScenario, IOException {
    try (InputStream file = ClinicsApartTest.class.getResourceAsStream(SCENARIO)) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      ScenarioSource source = ScenarioSource.of(SCENARIO, text, false);
      return SimulatedGrid.of(source.scenario().apply(1), 1);
    }
  }
}
