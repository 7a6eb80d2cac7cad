package io.rejoin.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.VirtualNetwork.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups that are too large for links between all. */
class OverlayTest {
  private static final int SIZE = 80;
  private static final int MAX_LINKS = 2 * (Overlay.GRID_RINGS + Overlay.SITE_RINGS);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration MINUTES = Duration.ofMinutes(1);

  @Test
  void aLargeGroupFindsItselfAndKeepsFewLinks() {
    VirtualNetwork network = new VirtualNetwork(1, SwimConfig.simulation());
    List<Peer> nodes = network.startMany(SIZE);
    network.run(SOON);
    assertTrue(network.agrees());
    network.run(MINUTES);
    assertTrue(network.agrees());
    assertTrue(nodes.stream().allMatch(OverlayTest::hasFewLinks));
    assertEquals(List.of(), network.falseDeaths());
  }

  @Test
  void aCrashIsSeenByAll() {
    VirtualNetwork network = new VirtualNetwork(2, SwimConfig.simulation());
    List<Peer> nodes = settled(network, SIZE);
    Peer victim = nodes.remove(17);
    victim.powerOff();
    network.run(SOON);
    assertTrue(nodes.stream().allMatch(node -> node.sees(victim, Status.DEAD)));
    assertTrue(network.agrees());
    victim.restart();
    network.run(SOON);
    assertTrue(network.agrees());
    assertEquals(List.of(), network.falseDeaths());
  }

  @Test
  void halvesThatWereCutMeetAgain() {
    VirtualNetwork network = new VirtualNetwork(3, SwimConfig.simulation());
    List<Peer> nodes = settled(network, SIZE);
    List<Peer> some = nodes.subList(0, SIZE / 2);
    List<Peer> others = nodes.subList(SIZE / 2, SIZE);
    network.cut(some, others);
    network.run(MINUTES);
    assertTrue(network.agrees(some) && network.agrees(others));
    network.heal();
    network.run(SOON);
    assertTrue(network.agrees());
    network.run(MINUTES);
    assertTrue(nodes.stream().allMatch(OverlayTest::hasFewLinks));
    assertEquals(List.of(), network.falseDeaths());
  }

  @Test
  void spokesThatReachNobodyButTheHubStay() {
    VirtualNetwork network = new VirtualNetwork(4, SwimConfig.simulation());
    network.start("hub");
    for (int i = 0; i < SIZE; i++) {
      network.startSpoke("s" + i, "hub:1");
    }
    network.run(SOON);
    assertTrue(network.agrees());
    network.run(MINUTES);
    assertTrue(network.agrees());
    assertEquals(List.of(), network.falseDeaths());
  }

  @Test
  void anIdleGroupOfAnySizeSaysTheSamePerNode() {
    long small = idleBytes(80);
    long large = idleBytes(200);
    assertTrue(large < 2 * small, small + " bytes per node and minute, then " + large);
  }

  private static long idleBytes(int size) {
    VirtualNetwork network = new VirtualNetwork(5, SwimConfig.simulation());
    settled(network, size);
    network.run(MINUTES);
    long before = network.bytes();
    network.run(Duration.ofMinutes(1));
    return (network.bytes() - before) / size;
  }

  private static List<Peer> settled(VirtualNetwork network, int size) {
    List<Peer> nodes = new ArrayList<>(network.startMany(size));
    network.run(SOON.multipliedBy(2));
    return nodes;
  }

  private static boolean hasFewLinks(Peer node) {
    return node.swim.links().size() <= MAX_LINKS;
  }
}
