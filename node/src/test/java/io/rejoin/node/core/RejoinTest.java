package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.node.core.link.LinkConfig;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions, crashes and drills: in the end everybody holds the same. */
class RejoinTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestNetwork network = new TestNetwork();
  private final Setting adasSetting = Setting.of("ada", "north", 1);
  private final TestNode ada = new TestNode(network, adasSetting);
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 20), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "south", 30), ada);
  private final List<TestNode> all = List.of(ada, ben, cleo);

  @BeforeEach
  void converged() {
    all.forEach(node -> node.count("started", 1));
    network.runFor(Duration.ofSeconds(5));
    network.runUntil("converged", LIMIT, this::isConverged);
  }

  private boolean isConverged() {
    return network.running().stream().allMatch(node -> node.core().status().converged())
        && network.running().stream().map(TestNode::root).distinct().count() == 1;
  }

  private void cutSouthOff() {
    network.cut((from, to) -> from.equals("cleo") != to.equals("cleo"));
    network.runFor(Duration.ofSeconds(30));
  }

  @Test
  void bothSidesWriteOnAndEverythingIsJoinedAfterTheHeal() {
    ada.add("cart", "tea");
    network.runFor(Duration.ofSeconds(1));
    cutSouthOff();
    cleo.add("cart", "milk");
    cleo.remove("cart", "tea");
    ben.add("cart", "rice");

    network.heal();
    network.runUntil("converged", LIMIT, this::isConverged);

    assertTrue(ada.holds("cart", "milk") && cleo.holds("cart", "rice"));
    assertFalse(ada.holds("cart", "tea"));
    assertTrue(ada.said("is held dead") && ada.said("is back"));
  }

  @Test
  void aConcurrentAddSurvivesARemoveOnTheOtherSide() {
    ada.add("cart", "tea");
    network.runFor(Duration.ofSeconds(1));
    cutSouthOff();
    cleo.remove("cart", "tea");
    ben.add("cart", "tea");

    network.heal();
    network.runUntil("converged", LIMIT, this::isConverged);

    assertTrue(cleo.holds("cart", "tea"));
  }

  @Test
  void aNodeThatStartsAgainEmptyGetsEverythingBack() {
    ada.count("visits", 7);
    ada.add("cart", "tea");
    network.runFor(Duration.ofSeconds(1));
    network.kill(ada);
    network.runFor(Duration.ofSeconds(2));
    ben.remove("cart", "tea");

    TestNode again = new TestNode(network, adasSetting.again(), ben);
    network.runUntil("converged", LIMIT, this::isConverged);

    assertEquals(7, again.counted("visits"));
    assertFalse(again.holds("cart", "tea"));
    again.count("visits", 1);
    network.runFor(Duration.ofSeconds(1));
    assertEquals(8, cleo.counted("visits"));
  }

  @Test
  void aNodeThatStartsAgainOverItsStoreKnowsWhatItKnew() {
    MemoryStore disk = new MemoryStore();
    TestNode dora = new TestNode(network, Setting.of("dora", "south", 40).withStore(disk), ada);
    network.runUntil("converged", LIMIT, this::isConverged);
    dora.add("cart", "nuts");
    dora.remove("cart", "nuts");
    dora.count("visits", 2);
    network.runFor(Duration.ofSeconds(3));
    network.kill(dora);

    TestNode again = new TestNode(network, Setting.of("dora", "south", 41).withStore(disk), ada);

    assertEquals(2, again.counted("visits"));
    assertFalse(again.holds("cart", "nuts"));
    network.runUntil("converged", LIMIT, this::isConverged);
  }

  @Test
  void aDrillCutsSitesApartAndHealsThem() {
    all.forEach(node -> node.core().drill().cut(new TreeSet<>(List.of("south"))));
    cleo.count("visits", 1);
    ada.count("visits", 1);
    network.runFor(Duration.ofSeconds(30));
    assertEquals(1, cleo.counted("visits"));
    assertEquals(1, ben.counted("visits"));
    assertEquals(List.of("south"), List.copyOf(ada.core().status().cut()));

    all.forEach(node -> node.core().drill().heal());
    network.runUntil("converged", LIMIT, this::isConverged);

    assertEquals(2, cleo.counted("visits"));
    assertEquals(2, ben.counted("visits"));
  }

  @Test
  void aDrillAtOneSideOnlyIsNoMisbehaviour() {
    ada.core().drill().cut(new TreeSet<>(List.of("south")));
    network.runFor(Duration.ofSeconds(60));
    assertEquals(Map.of(), ada.core().status().refused());

    ada.core().drill().heal();
    network.runUntil("converged", LIMIT, this::isConverged);
    assertEquals(Map.of(), cleo.core().status().refused());
  }

  @Test
  void aDrillMayBeShort() {
    all.forEach(node -> node.core().drill().cut(new TreeSet<>(List.of("south"))));
    ada.count("visits", 1);
    network.runFor(Duration.ofMillis(200));
    all.forEach(node -> node.core().drill().heal());
    ada.count("visits", 1);

    network.runUntil("both counted", LIMIT, () -> cleo.counted("visits") == 2);
  }

  @Test
  void afterADrillNobodyWaitsForAnswersThatWereLost() {
    all.forEach(node -> node.core().drill().cut(new TreeSet<>(List.of("south"))));
    ada.count("visits", 1);
    network.runFor(Duration.ofSeconds(3));
    for (TestNode node : all) {
      node.core().drill().heal();
      network.runFor(Duration.ofMillis(50));
    }

    network.runUntil("counted", Duration.ofSeconds(1), () -> cleo.counted("visits") == 1);
  }

  @Test
  void aValueOfTenMegabytesTravelsInPieces() {
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    Bytes film = Bytes.wrap(new byte[10 << 20]);
    ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(film));

    network.runUntil(
        "arrived", LIMIT, () -> LwwRegister.value(cleo.replica().state(key)).isPresent());

    assertEquals(film, LwwRegister.value(cleo.replica().state(key)).orElseThrow());
    assertTrue(ada.said("is a member") && !ada.said("does not answer"));
  }

  @Test
  void aValueOfTenMegabytesIsRepaired() {
    cutSouthOff();
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(Bytes.wrap(new byte[10 << 20])));

    network.heal();

    network.runUntil("converged", LIMIT, this::isConverged);
    assertTrue(LwwRegister.value(cleo.replica().state(key)).isPresent());
  }

  @Test
  void islandsThatFormedApartMerge() {
    TestNode eva = new TestNode(network, Setting.of("eva", "west", 50));
    TestNode finn = new TestNode(network, Setting.of("finn", "west", 60), eva);
    eva.add("cart", "wine");
    network.runFor(Duration.ofSeconds(5));

    finn.wire().dial("cleo");
    network.runUntil("converged", LIMIT, this::isConverged);

    assertTrue(ada.holds("cart", "wine"));
    assertEquals(5, ben.core().members().size());
  }

  @Test
  void whoLeavesIsNotWaitedFor() {
    cleo.core().leave();
    network.runFor(Duration.ofSeconds(1));
    cleo.core().close();
    network.kill(cleo);
    ada.add("cart", "tea");
    ada.remove("cart", "tea");
    network.runFor(Duration.ofSeconds(5));

    assertTrue(ben.said("cleo@south left"), ben.notices()::toString);
    assertEquals(0, ada.replica().removalCount());
    assertTrue(isConverged());
  }

  @Test
  void whoCannotBeReachedHoldsTheHorizonBack() {
    cutSouthOff();
    ada.add("cart", "tea");
    ada.remove("cart", "tea");
    network.runFor(Duration.ofSeconds(5));
    assertTrue(ben.replica().removalCount() > 0);

    network.heal();
    network.runUntil("converged", LIMIT, this::isConverged);

    network.runUntil("forgotten", LIMIT, () -> ben.replica().removalCount() == 0);
  }

  @Test
  void smallPiecesAndSmallQueuesDoAsWell() {
    Setting small = Setting.of("gus", "south", 70).withConfig(config -> {
      LinkConfig links = config.links().withMessages(1 << 10, 20 << 20, 40L << 20);
      return new CoreConfig(
          config.grid(),
          config.self(),
          config.swim(),
          links,
          config.deltas(),
          config.repair(),
          config.rights(),
          config.status());
    });
    for (int i = 0; i < 500; i++) {
      ada.add("cart", "item-" + i);
    }

    TestNode gus = new TestNode(network, small, ada);

    network.runUntil("converged", LIMIT, this::isConverged);
    assertTrue(gus.holds("cart", "item-499"));
  }
}
