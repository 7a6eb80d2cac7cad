package io.rejoin.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.VirtualNetwork.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole groups in virtual time. */
class GroupTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void nodesFindEachOtherThroughSeeds(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(2 + (int) (seed % 9));
    network.await(network::agrees, SOON);
    network.await(() -> isMesh(nodes), MINUTE);
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#few")
  void nobodyIsTakenForDeadAtFivePercentLoss(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    network.startMany(2 + (int) (seed % 9));
    network.loss(0.05);
    network.run(HOUR);
    assertEquals(List.of(), network.falseDeaths());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void aCrashIsSeenByAllWithinSeconds(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(3 + (int) (seed % 8));
    network.run(MINUTE);
    Peer victim = nodes.get((int) (seed % nodes.size()));
    victim.crash();
    nodes.remove(victim);
    network.await(() -> nodes.stream().allMatch(node -> node.sees(victim, Status.DEAD)), MINUTE);
    assertTrue(network.agrees());
    assertEquals(List.of(), network.falseDeaths());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void theHalvesOfACutGroupGoOnAndMeetAgain(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(4 + (int) (seed % 5));
    network.run(MINUTE);
    List<Peer> some = nodes.subList(0, 2);
    List<Peer> others = nodes.subList(2, nodes.size());
    network.cut(some, others);
    network.await(() -> network.agrees(some) && network.agrees(others), Duration.ofMinutes(2));
    network.run(MINUTE);
    network.heal();
    network.await(network::agrees, SOON);
    network.run(MINUTE);
    assertTrue(network.agrees());
    assertEquals(List.of(), network.falseDeaths());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#few")
  void islandsMeetAgainAfterALongTime(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(5);
    network.run(MINUTE);
    network.cut(nodes.subList(0, 2));
    network.run(HOUR.multipliedBy(3));
    network.heal();
    network.await(network::agrees, Duration.ofSeconds(20));
    assertEquals(List.of(), network.falseDeaths());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void aPausedNodeReturnsAndBlamesNobody(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(5);
    network.run(MINUTE);
    nodes.get(3).pause(Duration.ofSeconds(5 + seed));
    network.run(Duration.ofSeconds(5 + seed));
    network.await(network::agrees, SOON);
    assertEquals(List.of(), network.falseDeaths());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void aRestartedNodeSupersedesItself(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    network.loss(0.05);
    List<Peer> nodes = network.startMany(4);
    network.run(MINUTE);
    Peer victim = nodes.get(2);
    victim.crash();
    network.run(Duration.ofSeconds(seed % 30));
    victim.restart();
    network.await(() -> network.agrees() && knowRunOf(victim, nodes), Duration.ofSeconds(15));
    assertEquals(4, nodes.get(0).swim.table().size());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void spokesThatNeverReachEachOtherDoNotSuspectEachOther(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    Peer hub = network.start("hub");
    List<Peer> spokes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      spokes.add(network.startSpoke("s" + i, "hub:1"));
    }
    network.await(network::agrees, SOON);
    network.cut(spokes.subList(0, 3));
    network.run(MINUTE);
    assertTrue(spokes.get(0).sees(hub, Status.DEAD));
    assertTrue(spokes.get(0).sees(spokes.get(1), Status.ALIVE));
    assertEquals(1, spokes.get(0).swim.table().island(spokes.get(0).id).size());
    assertTrue(spokes.get(5).sees(spokes.get(0), Status.DEAD));
    network.heal();
    network.await(network::agrees, SOON);
    assertEquals(List.of(), network.falseDeaths());
  }

  /** The hub learns of both from the other spoke, which never had a link to them. */
  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void whoVanishesWhileItsOnlyNeighbourRestartsIsFoundOut(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    Peer hub = network.start("hub");
    Peer stays = network.startSpoke("stays", "hub:1");
    Peer vanishes = network.startSpoke("vanishes", "hub:1");
    network.await(network::agrees, SOON);
    network.run(MINUTE);
    vanishes.crash();
    hub.crash();
    network.run(Duration.ofSeconds(1));
    hub.restart();
    network.await(
        () -> hub.sees(vanishes, Status.DEAD) && stays.sees(vanishes, Status.DEAD), MINUTE);
    assertTrue(stays.sees(hub, Status.ALIVE));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void islandsThatFormedApartMergeOverOneLink(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> east = List.of(network.start("e0"), network.start("e1", "e0:1"));
    List<Peer> west = List.of(network.start("w0"), network.start("w1", "w0:1"));
    network.await(() -> network.agrees(east) && network.agrees(west), SOON);
    network.startSpoke("bridge", "e1:1", "w1:1");
    network.await(network::agrees, SOON);
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void whoLeavesIsNotSuspected(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(4);
    network.run(MINUTE);
    Peer leaver = nodes.get(3);
    leaver.swim.leave();
    network.run(Duration.ofSeconds(1));
    leaver.crash();
    network.run(MINUTE);
    for (Peer other : nodes.subList(0, 3)) {
      assertTrue(other.sees(leaver, Status.LEFT));
      assertFalse(other.seen.stream().anyMatch(MemberEvent.Suspected.class::isInstance));
    }
  }

  private static boolean isMesh(List<Peer> nodes) {
    return nodes.stream().allMatch(node -> node.swim.links().size() == nodes.size() - 1);
  }

  private static boolean knowRunOf(Peer peer, List<Peer> nodes) {
    Member row = peer.swim.self();
    return nodes.stream()
        .allMatch(node -> node.swim
            .table()
            .find(peer.id)
            .map(known -> known.run().equals(row.run()))
            .orElse(false));
  }
}
