package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.node.core.frame.GroupId;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OncePerSiteTest {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final String LARGE = "x".repeat(10_000);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "south", 3), ada);
  private final TestNode dan = new TestNode(network, Setting.of("dan", "south", 4), ada);
  private final TestNode eve = new TestNode(network, Setting.of("eve", "south", 5), ada);
  private final List<TestNode> all = List.of(ada, ben, cleo, dan, eve);

  @BeforeEach
  void everybodyIsLinked() {
    network.runUntil("linked", SOON, () -> all.stream().allMatch(node -> links(node) == 4));
    network.runFor(SOON);
  }

  private static long links(TestNode node) {
    return node.core().status().peers().stream().filter(StatusView.Peer::linked).count();
  }

  private static long sent(TestNode node) {
    return node.core().status().traffic().delta().out();
  }

  @Test
  void ofAnotherSiteOneIsToldWhichTellsTheOthers() {
    long before = sent(ada);
    ada.add("fruit", LARGE);
    network.runFor(Duration.ofMillis(40));

    assertTrue(all.stream().allMatch(node -> node.holds("fruit", LARGE)));
    network.runFor(Duration.ofMillis(500));
    assertEquals(2, (sent(ada) - before) / LARGE.length());
  }

  @Test
  void whoHearsOfItFromOthersTellsTheWriter() {
    Written written = ada.add("fruit", "fig");
    network.runFor(Duration.ofMillis(40));
    assertEquals(
        5, ada.core().confirmedBy(GroupId.ALL, written.run(), written.number()).size());
  }

  /** Whoever of the south is told: it dies silently, and the others hear of it all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"cleo", "dan", "eve"})
  void whoIsToldMayDie(String dead) {
    network.cut((from, to) -> from.equals(dead) || to.equals(dead));
    ada.add("fruit", "fig");
    List<TestNode> alive =
        all.stream().filter(node -> !node.address().equals(dead)).toList();
    network.runUntil(
        "told", SOON, () -> alive.stream().allMatch(node -> node.holds("fruit", "fig")));
  }

  /** Two of a site that cannot reach each other are told both. */
  @Test
  void aSiteThatIsApartIsToldInAllItsParts() {
    network.cut((from, to) -> List.of("dan", "eve").containsAll(List.of(from, to)));
    network.runUntil("apart", Duration.ofMinutes(1), () -> links(dan) == 3 && links(eve) == 3);
    network.runFor(SOON);
    ada.add("fruit", "fig");
    network.runFor(Duration.ofMillis(40));
    assertTrue(all.stream().allMatch(node -> node.holds("fruit", "fig")));
  }

  /** North and south meet at ada and cleo only. */
  @Test
  void gatewaysPassOnWhatTheirSitesSay() {
    network.cut((from, to) ->
        isCrossing(from, to) && !List.of("ada", "cleo").containsAll(List.of(from, to)));
    network.runUntil("apart", Duration.ofMinutes(1), () -> links(ben) == 1 && links(dan) == 2);
    network.runFor(SOON);
    Written written = ben.add("fruit", "fig");
    network.runFor(Duration.ofMillis(40));

    assertTrue(all.stream().allMatch(node -> node.holds("fruit", "fig")));
    assertEquals(
        5, ben.core().confirmedBy(GroupId.ALL, written.run(), written.number()).size());
  }

  private static boolean isCrossing(String from, String to) {
    List<String> north = List.of("ada", "ben");
    return north.contains(from) != north.contains(to);
  }
}
