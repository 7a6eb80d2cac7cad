package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LATER = Duration.ofSeconds(60);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));

  private static boolean linked(TestNode one, TestNode other) {
    return one.core().status().peers().stream()
        .anyMatch(peer -> peer.id().equals(other.id()) && peer.linked());
  }

  private void refusedBothWays(TestNode stranger, String reason, String words) {
    network.runFor(SOON);
    assertFalse(linked(ada, stranger));
    assertTrue(ada.said(words), ada.notices()::toString);
    assertTrue(stranger.said(words), stranger.notices()::toString);
    assertTrue(ada.core().status().refused().containsKey(reason));
  }

  @Test
  void twoNodesFindEachOther() {
    TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);

    network.runUntil("linked", SOON, () -> linked(ada, ben) && linked(ben, ada));

    assertEquals(2, ada.core().members().size());
  }

  @Test
  void bothDialAndOneLinkStays() {
    TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
    network.runUntil("linked", SOON, () -> linked(ada, ben) && linked(ben, ada));
    ada.wire().dial("ben");
    ben.wire().dial("ada");

    network.runFor(SOON);

    assertTrue(linked(ada, ben) && linked(ben, ada));
    assertEquals(1, ada.wire().openLinks());
    assertEquals(1, ben.wire().openLinks());
  }

  @Test
  void anotherGridIsRefusedAndBothSayWhy() {
    TestNode eve = new TestNode(
        network,
        Setting.of("eve", "north", 2).withGrid(new GridIdentity("prod", Bytes.EMPTY, 64)),
        ada);

    refusedBothWays(eve, "other-grid", "grid \"prod\" meets grid \"test\"");
  }

  @Test
  void anotherShardCountIsRefusedAndBothSayWhy() {
    TestNode eve = new TestNode(
        network,
        Setting.of("eve", "north", 2).withGrid(new GridIdentity("test", Bytes.EMPTY, 32)),
        ada);

    refusedBothWays(eve, "other-shards", "32 shards meet 64 shards");
  }

  @Test
  void anotherSecretIsRefusedAndBothSayWhy() {
    TestNode eve = new TestNode(
        network,
        Setting.of("eve", "north", 2).withGrid(new GridIdentity("test", Bytes.utf8("psst"), 64)),
        ada);

    refusedBothWays(eve, "other-secret", "has another secret");
  }

  @Test
  void theLaterOfTwoLiveRunsOfOneNodeIsRefused() {
    TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
    network.runUntil("linked", SOON, () -> linked(ada, ben));
    TestNode twin = new TestNode(network, Setting.of("ben", "north", 3).outboundOnly(), ada);

    network.runFor(SOON);

    assertTrue(twin.said("same-node"), twin.notices()::toString);
    assertTrue(ada.core().status().refused().containsKey("same-node"));
    assertTrue(linked(ada, ben));
  }

  @Test
  void theLaterOfTwoLiveRunsOfOneNodeLearnsThatItMustStop() {
    TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
    network.runUntil("linked", SOON, () -> linked(ada, ben));
    TestNode twin = new TestNode(network, Setting.of("ben", "north", 3).outboundOnly(), ada);

    network.runUntil("ousted", LATER, () -> twin.core().ousted().isPresent());

    assertEquals(Refusal.SAME_NODE, twin.core().ousted().orElseThrow().reason());
    assertEquals(Optional.empty(), ben.core().ousted());
    assertTrue(linked(ada, ben));
  }

  @Test
  void aNodeThatDialsItselfLearnsThatAndStops() {
    ada.wire().dial("ada");

    network.runFor(SOON);

    assertEquals(0, ada.wire().openLinks());
    assertTrue(ada.core().status().refused().isEmpty());
  }

  @Test
  void anOutboundOnlyNodeIsServedOverItsOwnConnection() {
    TestNode ship = new TestNode(network, Setting.of("ship", "sea", 2).outboundOnly(), ada);
    network.runUntil("linked", SOON, () -> linked(ada, ship));

    ada.count("visits", 3);

    network.runUntil("arrived", SOON, () -> ship.counted("visits") == 3);
  }
}
