package io.rejoin.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.grid.Stage;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.world.Cut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private final Scenario scenario = Stage.scenario(SiteBlock.of("n", 0, 3));
  private final Stage stage = new Stage(scenario);

  private Finding conclude(Check check) {
    return check.conclude(stage.grid);
  }

  private <C extends Check> C watching(C check) {
    stage.grid.observe(check);
    return check;
  }

  private void powerFails(DiskFate... fates) {
    TreeSet<Integer> first = new TreeSet<>(List.of(0));
    for (DiskFate fate : fates) {
      stage.grid.begins(new Crash(List.of("n/1"), fate, Optional.empty(), Duration.ZERO), first);
      stage.grid.crash(0, fate, true);
      stage.pass(1);
    }
    stage.grid.start(0);
  }

  @Test
  void everyNameHasACheck() {
    for (String name : CheckName.all()) {
      Optional<Check> check = Checks.of(CheckSpec.of(name), any -> 0);
      if (!name.equals("deterministic")) {
        assertEquals(name, check.orElseThrow().name());
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> Checks.of(CheckSpec.of("no-lost-hats"), any -> 0));
  }

  @Test
  void operationsAtNodesThatAreCutOffAreCounted() {
    Check check = watching(new LocalAvailability(Long.MAX_VALUE));
    stage.start();
    stage.add(0, "before");
    assertEquals(Verdict.UNKNOWN, conclude(check).verdict());
    TreeSet<Integer> all = new TreeSet<>(List.of(0, 1, 2));
    Happening away =
        new Happening.Cut(List.of(List.of("n/1"), List.of("rest")), List.of(), Direction.BOTH);
    stage.grid.begins(away, all);
    stage.grid.cut(Cut.between(List.of(0), List.of(1, 2)));
    stage.add(0, "one");
    stage.add(1, "two");
    Finding finding = conclude(check);
    assertEquals(Verdict.PASS, finding.verdict());
    assertEquals(2, finding.figures().get("cut-1-attempted"));
    assertEquals("3/3 = 100.0 %, 2 of them at nodes that were cut off", finding.detail());
  }

  @Test
  void whatWasAnsweredBeforeTheLastSyncOutlivesThePower() {
    Check check = watching(new DurableAfterAck(any -> Duration.ofSeconds(1).toNanos()));
    stage.start();
    stage.add(0, "old");
    stage.pass(5);
    powerFails(DiskFate.UNSYNCED);
    Finding finding = conclude(check);
    assertEquals(Verdict.PASS, finding.verdict());
    assertEquals(1, finding.evidence());
  }

  @Test
  void aLostDiskPromisedNothing() {
    Check durable = watching(new DurableAfterAck(any -> 0));
    Check reads = watching(SessionReads.readYourWrites());
    stage.start();
    stage.add(0, "gone");
    powerFails(DiskFate.LOST);
    stage.read(0);
    assertEquals(Verdict.UNKNOWN, conclude(durable).verdict());
    assertEquals(Verdict.UNKNOWN, conclude(reads).verdict());
  }

  @Test
  void aDiskThatIsLostStaysLostWhateverElseBefallsIt() {
    Check check = watching(new DurableAfterAck(any -> 0));
    stage.start();
    stage.add(0, "gone");
    powerFails(DiskFate.LOST, DiskFate.UNSYNCED);
    assertEquals(Verdict.UNKNOWN, conclude(check).verdict());
  }

  @Test
  void aSessionSeesWhatItWroteAlsoAfterARestart() {
    Check check = watching(SessionReads.readYourWrites());
    stage.start();
    stage.add(0, "mine");
    powerFails(DiskFate.KEPT);
    stage.read(0);
    assertEquals(Verdict.PASS, conclude(check).verdict());
  }

  @Test
  void steadyBytesStayBelowTheirBound() {
    Check generous = watching(bytes(1_000_000_000));
    Check strict = watching(bytes(10));
    stage.start();
    for (int i = 0; i < 20; i++) {
      stage.add(0, "element " + i);
      stage.pass(1);
      stage.grid.sample();
    }
    assertEquals(Verdict.PASS, conclude(generous).verdict());
    Finding finding = conclude(strict);
    assertEquals(Verdict.VIOLATION, finding.verdict());
    assertTrue(finding.first().orElseThrow().node().isPresent());
  }

  private static Check bytes(long perMinute) {
    return new BytesBound(
        new BytesBound.Limits(perMinute, Long.MAX_VALUE, Double.MAX_VALUE, 0, Double.MAX_VALUE));
  }

  @Test
  void twinsThatDifferAreNotDeterministic() {
    assertEquals(Verdict.PASS, Finding.ofTwins("ab", "ab").verdict());
    assertEquals(Verdict.VIOLATION, Finding.ofTwins("ab", "cd").verdict());
  }

  private static Stage expiring() {
    Optional<Duration> life = Optional.of(Duration.ofSeconds(3));
    return new Stage(Scenario.named("expiring")
        .grid(new GridSetting(64, "simulation", Duration.ofSeconds(1)))
        .bucket("set", new BucketSetting(Copies.ALL, "async", life))
        .site("n", 1)
        .build());
  }

  private static Verdict expired(Stage expiring, boolean paused) {
    Check check = new Checks.Expires();
    expiring.grid.observe(check);
    expiring.start();
    expiring.add(0, "a");
    if (paused) {
      expiring.grid.pause(0);
    }
    expiring.pass(100);
    expiring.grid.sample();
    return check.conclude(expiring.grid).verdict();
  }

  @Test
  void whatIsErasedInTimeIsWell() {
    Stage sound = expiring();
    assertEquals(Verdict.PASS, expired(sound, false));
    assertEquals(new TreeSet<>(), sound.elements(0));
    assertTrue(sound.grid.journal().all().get(1).isExpiry());
  }

  @Test
  void whatIsStillThereAfterItsTimeIsFound() {
    assertEquals(Verdict.VIOLATION, expired(expiring(), true));
  }
}
