package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.grid.Attempt.Outcome;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimGridTest {
  private static final SiteBlock HUB = SiteBlock.of("hub", 0, 2);
  private static final SiteBlock DEPOT = SiteBlock.of("depot", 2, 1);

  private final Stage stage = new Stage(Stage.scenario(HUB, DEPOT));

  @Test
  void nodesFindEachOtherAndAnOperationReachesAll() {
    stage.start();
    stage.add(3, "a");
    stage.pass(2);
    for (SimNode node : stage.grid.nodes()) {
      assertEquals(3, stage.peers(node.number()));
      assertEquals(new TreeSet<>(List.of("a")), stage.elements(node.number()));
    }
    assertEquals("depot-2/1", stage.grid.node(3).name());
    assertEquals(List.of(), stage.grid.failures());
  }

  @Test
  void spokesThatHaveNoLinkHearOfEachOtherThroughTheHub() {
    LinkRule none = new LinkRule("depot", "depot", false, Optional.empty());
    Stage spokes = new Stage(Stage.scenario(List.of(none), List.of(), HUB, DEPOT)).start();
    spokes.add(2, "a");
    spokes.pass(2);
    assertEquals(new TreeSet<>(List.of("a")), spokes.elements(3));
    assertFalse(spokes.grid.isCutOff(2), "nothing that there was is missing");
  }

  @Test
  void theLastRuleThatMatchesHolds() {
    LinkProfile slow = LinkProfile.wan().with(0.5, 0, 0);
    Stage ruled = new Stage(Stage.scenario(
        List.of(
            new LinkRule("*", "*", false, Optional.of(slow)),
            new LinkRule("*", "*", true, Optional.empty())),
        List.of(),
        HUB,
        DEPOT));
    assertFalse(ruled.grid.network().isLinked(0, 1), "within the hub");
    assertTrue(ruled.grid.network().isLinked(0, 2));
  }

  @Test
  void whoIsLeftOutChangesNoChanceOfOthers() {
    Stage less = new Stage(Stage.scenario(HUB, DEPOT).withWithout(new TreeSet<>(List.of("hub/1"))));
    assertEquals(
        stage.grid.node(stage.number("depot-1/1")).id(),
        less.grid.node(less.number("depot-1/1")).id());
  }

  @Test
  void anAttemptSaysWhatCameOfIt() {
    List<Attempt> heard = new ArrayList<>();
    stage.grid.observe(new Observer() {
      @Override
      public void attempted(SimGrid grid, Attempt attempt) {
        heard.add(attempt);
      }
    });
    stage.start();
    stage.add(0, "a");
    Attempt read = stage.read(0).orElseThrow();
    Attempt write = heard.get(0);
    assertEquals(Outcome.OK, write.outcome());
    assertTrue(read.seen().orElseThrow().contains(write.done().orElseThrow().number()));
    stage.grid.pause(0);
    assertEquals(Optional.empty(), stage.add(0, "b"), "a node that stands still answers nobody");
    stage.grid.resume(0);
    stage.grid.cut(Cut.oneWay(List.of(3), List.of(0)));
    assertTrue(stage.add(0, "c").orElseThrow().during());
    assertFalse(stage.add(1, "d").orElseThrow().during());
    assertEquals(List.of(0, 1, 2, 3), heard.stream().map(Attempt::index).toList());
  }

  @Test
  void whoIsSlowAnswersLater() {
    stage.start();
    stage.grid.slow(0, Duration.ofMillis(300));
    Attempt attempt = stage.add(0, "a").orElseThrow();
    assertEquals(300_000_000, attempt.completed() - attempt.invoked());
    stage.add(1, "b");
    stage.pass(0.2);
    assertEquals(new TreeSet<>(List.of("a")), stage.elements(0), "it has not looked yet");
    stage.pass(1);
    assertEquals(new TreeSet<>(List.of("a", "b")), stage.elements(0));
  }

  @Test
  void aNodeThatLostItsDiskIsTheSameNodeInAnotherRun() {
    stage.start();
    stage.add(0, "kept");
    stage.pass(1);
    ReplicaId run = stage.grid.node(0).replica().run();
    stage.grid.cut(Cut.between(List.of(0), List.of(1, 2, 3)));
    stage.add(0, "lost");
    stage.grid.crash(0, DiskFate.LOST, true);
    assertEquals(1, stage.grid.journal().lost());
    stage.grid.start(0);
    assertEquals(new TreeSet<>(), stage.elements(0));
    assertNotEquals(run, stage.grid.node(0).replica().run());
  }

  @Test
  void withThePowerGoesWhatWasNotSynced() {
    stage.start();
    stage.grid.cut(Cut.between(List.of(0), List.of(1, 2, 3)));
    stage.add(0, "synced");
    stage.pass(1);
    stage.add(0, "unsynced");
    stage.grid.crash(0, DiskFate.UNSYNCED, true);
    stage.grid.start(0);
    assertEquals(new TreeSet<>(List.of("synced")), stage.elements(0));
    assertEquals(1, stage.grid.journal().lost());
  }

  @Test
  void anOldImageIsWhatTheDiskWas() {
    OldImage image = new OldImage(List.of("hub/1"), Duration.ofSeconds(20), Duration.ZERO);
    TimelineItem item = TimelineItem.at(Duration.ofMinutes(1), image);
    Stage imaged = new Stage(Stage.scenario(List.of(), List.of(item), HUB, DEPOT)).start();
    imaged.add(0, "before");
    imaged.pass(15);
    imaged.add(0, "after");
    imaged.pass(10);
    imaged.grid.crash(0, DiskFate.KEPT, true);
    imaged.grid.restore(0, imaged.world.now() - Duration.ofSeconds(20).toNanos());
    imaged.grid.start(0);
    assertEquals(new TreeSet<>(List.of("before")), imaged.elements(0));
    assertEquals(0, imaged.grid.journal().lost(), "others have it");
    imaged.pass(10);
    assertEquals(new TreeSet<>(List.of("after", "before")), imaged.elements(0));
  }

  @Test
  void aProcessThatRunsGoesOnAsAnotherRunAndLosesNothingThatAnybodyHas() {
    stage.start();
    stage.add(0, "a");
    stage.pass(1);
    ReplicaId run = stage.grid.node(0).replica().run();
    stage.grid.damage(0, Damage.RECORD);
    assertNotEquals(run, stage.grid.node(0).replica().run());
    assertEquals(Clock.EMPTY, stage.grid.node(0).replica().clock());
    stage.pass(10);
    assertEquals(new TreeSet<>(List.of("a")), stage.elements(0));
    assertEquals(List.of(), stage.grid.failures());
  }

  @Test
  void aDamagedEntryIsSetAsideAndComesBackByRepair() {
    stage.start();
    stage.add(0, "a");
    stage.pass(1);
    stage.grid.crash(0, DiskFate.KEPT, false);
    stage.grid.damage(0, Damage.RECORD);
    stage.grid.start(0);
    assertEquals(new TreeSet<>(), stage.elements(0));
    assertEquals(1, stage.grid.node(0).disk().detected());
    stage.pass(10);
    assertEquals(new TreeSet<>(List.of("a")), stage.elements(0));
    assertEquals(0, stage.grid.node(0).disk().undetected());
  }

  @Test
  void aFullDiskRefusesWritesAndJoinsGoOnUntilThereIsRoom() {
    stage.start();
    stage.add(0, "before");
    stage.pass(1);
    stage.grid.fillDisk(0, true);
    assertEquals(Outcome.REFUSED, stage.add(0, "refused").orElseThrow().outcome());
    Done done = stage.add(1, "after").orElseThrow().done().orElseThrow();
    stage.pass(5);
    SimNode full = stage.grid.node(0);
    assertEquals(new TreeSet<>(List.of("after", "before")), stage.elements(0));
    assertFalse(full.replica().hasApplied(done.number().run(), done.number().number()));
    stage.grid.fillDisk(0, false);
    stage.pass(5);
    assertTrue(full.replica().hasApplied(done.number().run(), done.number().number()));
    stage.grid.crash(0, DiskFate.KEPT, true);
    assertEquals(new TreeSet<>(List.of("after", "before")), elements(full));
    assertEquals(List.of(), stage.grid.failures());
  }

  private static Set<String> elements(SimNode down) {
    Set<String> elements = new TreeSet<>();
    AddWinsSet.elements(down.state(Stage.SET)).forEach(element -> elements.add(element.utf8()));
    return elements;
  }

  @Test
  void whoLeavesGivesAwayWhatItHasAndDoesNotComeBack() {
    stage.start();
    stage.add(3, "a");
    stage.grid.leave(3);
    assertEquals(Optional.empty(), stage.add(3, "b"));
    stage.pass(5);
    assertFalse(stage.grid.node(3).isUp());
    stage.grid.start(3);
    assertFalse(stage.grid.node(3).isUp());
    assertEquals(2, stage.peers(0));
    assertEquals(new TreeSet<>(List.of("a")), stage.elements(0));
    assertEquals(0, stage.grid.journal().lost());
  }

  @Test
  void islandsMeetWhenSomebodyIntroducesThem() {
    SiteBlock east = block("east", "east/1");
    SiteBlock west = block("west", "west/1");
    Stage islands = new Stage(Stage.scenario(east, west)).start();
    islands.add(0, "a");
    islands.pass(5);
    assertEquals(new TreeSet<>(), islands.elements(2));
    Operators.introduce(islands.grid, 3, 1);
    islands.pass(15);
    assertEquals(new TreeSet<>(List.of("a")), islands.elements(2));
    assertEquals(3, islands.peers(0));
  }

  private static SiteBlock block(String name, String seed) {
    SiteBlock plain = SiteBlock.of(name, 0, 2);
    return new SiteBlock(name, 0, 2, plain.disk(), plain.clock(), true, List.of(seed));
  }

  @Test
  void corruptedFramesAreFoundOut() {
    LinkProfile lan = LinkProfile.lan();
    LinkProfile bad = new LinkProfile(
        lan.latency(),
        lan.loss(),
        0,
        0,
        0.05,
        lan.bytesPerSecond(),
        lan.queueBytes(),
        Optional.empty(),
        Optional.empty());
    LinkRule rule = new LinkRule("*", "*", false, Optional.of(bad));
    Stage noisy = new Stage(Stage.scenario(List.of(rule), List.of(), HUB, DEPOT)).start();
    for (int i = 0; i < 50; i++) {
      noisy.add(i % 4, "e" + i);
      noisy.pass(0.5);
    }
    assertTrue(noisy.grid.corruptRead() > 20, noisy.grid.corruptRead() + " read");
    assertEquals(noisy.grid.corruptRead(), noisy.grid.corruptDetected());
    assertEquals(List.of(), noisy.grid.failures());
  }

  @Test
  void trafficIsCountedByLaneAndNode() {
    stage.start();
    stage.add(0, "a");
    stage.pass(5);
    Traffic traffic = stage.grid.traffic();
    assertEquals(stage.grid.network().bytes(), traffic.bytes());
    assertEquals(stage.grid.network().frames(), traffic.frames());
    long lanes = traffic.bytes(Lane.DELTA) + traffic.bytes(Lane.REPAIR);
    assertEquals(traffic.bytes(), lanes + traffic.bytes(Lane.MEMBERSHIP));
    long nodes = stage.grid.nodes().stream()
        .mapToLong(node -> traffic.bytesOf(node.number()))
        .sum();
    assertEquals(traffic.bytes(), nodes);
  }

  @Test
  void clocksAreSetDriftAndJump() {
    SimNode node = stage.grid.node(0);
    node.clock().set(Duration.ofMinutes(7));
    node.clock().drift(500);
    stage.pass(1_000);
    assertEquals(Duration.ofMinutes(7).plusMillis(500), node.clock().offset());
    node.clock().jump(Duration.ofSeconds(-90));
    assertEquals(Duration.ofMillis(330_500), node.clock().offset());
  }

  @Test
  void theSameSeedIsTheSameTrace() {
    Stage twin = new Stage(Stage.scenario(HUB, DEPOT)).start();
    stage.start();
    stage.add(1, "a");
    twin.add(1, "a");
    stage.pass(5);
    twin.pass(5);
    assertEquals(stage.world.trace().hash(), twin.world.trace().hash());
  }
}
