package io.rejoin.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.Stage;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Evict;
import io.rejoin.simulator.scenario.Happening.FillDisk;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.GiveBack;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.Introduce;
import io.rejoin.simulator.scenario.Happening.Join;
import io.rejoin.simulator.scenario.Happening.Leave;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Happening.Readmit;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import io.rejoin.simulator.scenario.Happening.Weather;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** A hub of two nodes, 0 and 1, and three depots of one node each, 2 to 4. */
class DirectorTest {
  private static final OldImage IMAGE =
      new OldImage(List.of("depot-1"), Duration.ofSeconds(15), Duration.ofSeconds(5));

  private static final Scenario SCENARIO = Stage.scenario(
      List.of(),
      List.of(TimelineItem.at(Duration.ofMinutes(1), IMAGE)),
      SiteBlock.of("hub", 0, 2),
      SiteBlock.of("depot", 3, 1));

  private final Stage stage = new Stage(SCENARIO);
  private final List<String> heard = new ArrayList<>();
  private final Director director = new Director(stage.grid, stage.topology, DirectorTest::deed);

  DirectorTest() {
    stage.grid.observe(new Observer() {
      @Override
      public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
        heard.add(what.kind() + " " + nodes);
      }

      @Override
      public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
        heard.add(what.kind() + " ended");
      }
    });
  }

  private static Optional<Deed<?>> deed(OperationSpec spec, int node, String session, long n) {
    EntryKey key = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8(spec.key()));
    Bytes element = Bytes.utf8(session + n);
    return Optional.of(new Deed<>(key, AddWinsSet.TYPE, new AddWinsSet.Add(element)));
  }

  private boolean isCut(int from, int to) {
    return stage.grid.network().isCut(from, to);
  }

  @Test
  void aCutIsBetweenItsGroupsAndSparesTheBridge() {
    Ending cut = director.begin(new Cut(
        List.of(List.of("hub/1", "depot-1"), List.of("rest")), List.of("depot-3"), Direction.BOTH));
    assertTrue(isCut(0, 1) && isCut(1, 0) && isCut(2, 3));
    assertFalse(isCut(0, 2) || isCut(0, 4) || isCut(4, 3));
    cut.end();
    cut.end();
    assertFalse(isCut(0, 1));
    assertEquals(List.of("cut [0, 1, 2, 3]", "cut ended"), heard);
  }

  @Test
  void whoIsCutInwardsIsHeardAndDoesNotHear() {
    director.begin(new Cut(List.of(List.of("depot-1"), List.of("hub")), List.of(), Direction.IN));
    assertTrue(isCut(0, 2));
    assertFalse(isCut(2, 0));
    director.begin(new Heal());
    assertFalse(isCut(0, 2));
    assertEquals(List.of("cut [0, 1, 2]", "heal []", "cut ended", "heal ended"), heard);
  }

  @Test
  void weatherIsOfTheLinksThatItNames() {
    LinkChange dead = new LinkChange(
        Optional.empty(),
        Optional.of(1.0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
    stage.start();
    director.begin(new Weather(List.of("depot-1"), List.of("all"), dead));
    stage.add(0, "a");
    stage.pass(3);
    assertEquals(0, stage.elements(2).size());
    assertEquals(1, stage.elements(3).size());
    director.heal();
    stage.pass(15);
    assertEquals(1, stage.elements(2).size());
  }

  @Test
  void processesEndAndStartAgainOneAfterTheOther() {
    stage.start();
    director.begin(new Crash(
        List.of("depot"),
        DiskFate.KEPT,
        Optional.of(Duration.ofSeconds(3)),
        Duration.ofSeconds(10)));
    assertFalse(stage.grid.node(2).isUp());
    stage.pass(5);
    assertTrue(stage.grid.node(2).isUp() && stage.grid.node(3).isUp());
    stage.pass(6);
    assertFalse(stage.grid.node(3).isUp());
    stage.pass(13);
    assertEquals(5, stage.grid.up().size());
    assertEquals(List.of("crash [2, 3, 4]", "crash ended"), heard);
  }

  @Test
  void whoIsHeldByTwoFaultsIsFreeWhenBothHaveEnded() {
    stage.start();
    Crash once = new Crash(List.of("hub/1"), DiskFate.KEPT, Optional.empty(), Duration.ZERO);
    Ending first = director.begin(once);
    Ending second = director.begin(once);
    first.end();
    assertFalse(stage.grid.node(0).isUp());
    second.end();
    assertTrue(stage.grid.node(0).isUp());
    Ending pause = director.begin(new Pause(List.of("hub")));
    director.begin(new Pause(List.of("hub/1")));
    pause.end();
    assertTrue(stage.grid.node(0).isPaused());
    assertFalse(stage.grid.node(1).isPaused());
  }

  @Test
  void anOldImageComesBackAfterAWhile() {
    stage.start();
    stage.add(2, "old");
    stage.pass(14);
    stage.add(2, "new");
    stage.pass(2);
    director.begin(IMAGE);
    stage.grid.cut(io.rejoin.simulator.world.Cut.between(List.of(2), List.of(0, 1, 3, 4)));
    stage.pass(6);
    assertEquals(List.of("old"), List.copyOf(stage.elements(2)));
    assertEquals(List.of("old-image [2]", "old-image ended"), heard);
  }

  @Test
  void aBundleIsTakenInLaterWhereNoLineLeads() {
    stage.start();
    cutOffDepot();
    stage.add(0, "carried");
    director.begin(new Bundle(List.of("hub/1"), List.of("depot-1"), Duration.ofSeconds(5)));
    stage.add(0, "too late");
    stage.pass(4);
    assertEquals(List.of(), List.copyOf(stage.elements(2)));
    stage.pass(2);
    assertEquals(List.of("carried"), List.copyOf(stage.elements(2)));
    director.begin(new Heal());
    stage.pass(5);
    assertTrue(stage.agree());
  }

  @Test
  void whatWasKeptBesideALostNodeIsGivenBackAndIsAsGoodAsAnyOther() {
    stage.start();
    cutOffDepot();
    stage.add(2, "unseen");
    director.begin(new GiveBack(List.of("depot-1"), List.of("hub/1"), Duration.ofSeconds(5)));
    stage.grid.crash(2, DiskFate.LOST, true);
    assertEquals(1, stage.grid.journal().lost());
    stage.pass(4);
    assertEquals(List.of(), List.copyOf(stage.elements(0)));
    stage.pass(3);
    assertEquals(List.of("unseen"), List.copyOf(stage.elements(1)));
    assertEquals(0, stage.grid.journal().lost());
  }

  private Ending cutOffDepot() {
    return director.begin(
        new Cut(List.of(List.of("depot-1"), List.of("rest")), List.of(), Direction.BOTH));
  }

  @Test
  void whoIsEvictedEndsWhenItHearsOfItAndWhatItAloneWroteMayBeThereOrNot() {
    stage.start();
    Ending cut = cutOffDepot();
    stage.add(2, "unseen");
    director.begin(new Evict(List.of("depot-1"), List.of("hub/1")));
    stage.pass(5);
    assertTrue(stage.grid.node(2).isUp());
    assertEquals(0, stage.grid.journal().lost());
    cut.end();
    stage.pass(20);
    assertFalse(stage.grid.node(2).isUp());
    assertTrue(stage.grid.node(2).hasLeft());
    assertEquals(1, stage.grid.journal().lost());
  }

  @Test
  void whoIsReadmittedBeforeItHearsStartsAgainAndComesBack() {
    stage.start();
    Ending cut = cutOffDepot();
    stage.add(2, "unseen");
    director.begin(new Evict(List.of("depot-1"), List.of("hub/1")));
    stage.pass(5);
    director.begin(new Readmit(List.of("depot-1"), List.of("hub/2")));
    stage.pass(2);
    cut.end();
    stage.pass(20);
    assertEquals(2, stage.grid.node(2).lives());
    assertEquals(List.of("unseen"), List.copyOf(stage.elements(0)));
  }

  @Test
  void slowNodesAreSlowAsLongAsItLasts() {
    Ending one = director.begin(new Slow(List.of("hub"), Duration.ofMillis(100)));
    Ending other = director.begin(new Slow(List.of("hub/1"), Duration.ofMillis(50)));
    assertEquals(Duration.ofMillis(150), stage.grid.node(0).slowness());
    one.end();
    assertEquals(Duration.ofMillis(50), stage.grid.node(0).slowness());
    other.end();
    assertEquals(Duration.ZERO, stage.grid.node(0).slowness());
  }

  @Test
  void linksThatFlapComeAndGoUntilItEnds() {
    Distribution second = Distribution.constant(Duration.ofSeconds(1));
    director.begin(new Flap(List.of("hub", "depot-1"), second, second));
    List<Boolean> cut = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stage.pass(i == 0 ? 0.5 : 1);
      cut.add(isCut(0, 3));
      assertFalse(isCut(0, 1), "they share the uplink");
    }
    assertEquals(List.of(true, false, true, false, true, false), cut);
    stage.pass(1);
    director.heal();
    stage.pass(2);
    assertFalse(isCut(0, 3));
  }

  @Test
  void aSwizzleClogsSomeAndUnclogsThemAll() {
    Duration two = Duration.ofSeconds(2);
    director.begin(new Swizzle(3, two, two, two));
    stage.pass(3);
    long clogged = stage.grid.nodes().stream()
        .filter(node -> isCut(node.number(), (node.number() + 1) % 5))
        .filter(node -> isCut(node.number(), (node.number() + 4) % 5))
        .count();
    assertTrue(clogged >= 3, clogged + " have no link");
    stage.pass(4);
    assertFalse(stage.grid.nodes().stream().anyMatch(node -> isCut(node.number(), 0)));
    assertEquals("swizzle ended", heard.get(heard.size() - 1));
  }

  @Test
  void whoJoinsStartsAndWhoLeavesEnds() {
    stage.start(0, 1, 2);
    director.begin(new Join(List.of("depot-2")));
    stage.pass(10);
    assertEquals(3, stage.peers(0));
    director.begin(new Leave(List.of("depot-1")));
    stage.pass(5);
    assertFalse(stage.grid.node(2).isUp());
    director.begin(new Crash(
        List.of("depot"), DiskFate.KEPT, Optional.of(Duration.ofSeconds(1)), Duration.ZERO));
    stage.pass(5);
    assertEquals(
        List.of(0, 1, 3), stage.grid.up().stream().map(node -> node.number()).toList());
  }

  @Test
  void diskFaultsReachTheDisk() {
    stage.start();
    stage.add(0, "a");
    stage.pass(1);
    director.begin(new Corrupt(List.of("hub"), Damage.BLOCK));
    Ending full = director.begin(new FillDisk(List.of("hub/1")));
    assertEquals(1, stage.grid.node(0).disk().harmed());
    assertEquals(1, stage.grid.node(1).disk().harmed());
    assertTrue(stage.grid.node(0).disk().isFull());
    full.end();
    assertFalse(stage.grid.node(0).disk().isFull());
  }

  @Test
  void theRestHappensAtOnce() {
    stage.start();
    director.begin(new ClockChange(
        List.of("hub/1"), Optional.of(Duration.ofHours(1)), Optional.empty(), Duration.ZERO));
    assertEquals(Duration.ofHours(1), stage.grid.node(0).clock().offset());
    director.begin(new Load(List.of("hub/1"), OperationSpec.of(1, "set.add", "set"), 500));
    stage.pass(5);
    assertEquals(500, stage.elements(4).size());
    director.begin(new Reset(List.of("hub"), List.of("depot")));
    director.begin(new Introduce(List.of("hub"), List.of("depot")));
    stage.pass(5);
    assertEquals(4, stage.peers(0));
    assertEquals(8, heard.size());
  }
}
