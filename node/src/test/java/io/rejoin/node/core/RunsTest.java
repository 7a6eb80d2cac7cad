package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.node.core.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which run of a node is over is not said by rows, which come in any order. */
class RunsTest {
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(30);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));

  private static boolean linked(TestNode one, TestNode other) {
    return one.core().linked().contains(other.id()) && other.core().linked().contains(one.id());
  }

  private void onlyBetween(Set<String> some) {
    network.cut((from, to) -> !(some.contains(from) && some.contains(to)));
  }

  @Test
  void whoHearsOfAnEarlierRunLastKnowsAllTheSameThatTheLaterOneLives() {
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
    for (int i = 0; i < 5; i++) {
      network.heal();
      network.runUntil("linked", LATER, () -> linked(ada, ben));
      network.runFor(Duration.ofSeconds(2));
      onlyBetween(Set.of());
      network.runUntil("parted", LATER, () -> ada.core().linked().isEmpty());
    }
    network.kill(ben);
    TestNode again = new TestNode(network, Setting.of("ben", "south", 2).again());
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), again, ada);
    onlyBetween(Set.of("ben", "cleo"));
    network.runUntil("linked", LATER, () -> linked(again, cleo));
    again.count("visits", 1);
    onlyBetween(Set.of("ada", "cleo"));
    network.runUntil("linked", LATER, () -> linked(ada, cleo));
    network.runFor(WHILE);
    again.count("visits", 1);
    network.heal();
    network.runUntil("all linked", LATER, () -> linked(ada, again) && linked(cleo, again));
    network.runFor(WHILE);
    again.count("visits", 1);
    network.runFor(WHILE);
    for (TestNode node : List.of(ada, again, cleo)) {
      assertEquals(3, node.counted("visits"), node.toString());
      assertTrue(node.core().ousted().isEmpty(), node.toString());
      assertTrue(!node.core().isOver(again.replica().run()), node.toString());
    }
  }
}
