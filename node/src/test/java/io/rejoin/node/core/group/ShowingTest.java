package io.rejoin.node.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Level;
import io.rejoin.grid.Quorum;
import io.rejoin.grid.Refreshing;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who can show which groups, whatever has become of the others. */
class ShowingTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();
  private final Map<String, MemoryStore> disks = new TreeMap<>();
  private Durability durability = Durability.ASYNC;
  private int starts;

  private TestNode start(String name) {
    Policy two = new Policy(durability, Optional.empty(), Copies.of(2));
    Setting setting = Setting.of(name, "site-" + name, ++starts * 31L)
        .withBuckets(new Buckets(two, new TreeMap<>()))
        .withStore(disks.computeIfAbsent(name, any -> new MemoryStore()));
    TestNode node = new TestNode(network, setting, nodes.toArray(TestNode[]::new));
    nodes.add(node);
    return node;
  }

  private void startWithoutTheLast(int count) {
    List<String> names = nodes.stream().map(TestNode::address).toList();
    nodes.forEach(network::kill);
    nodes.clear();
    names.subList(0, count).forEach(this::start);
  }

  private static List<GroupId> ownedBy(TestNode node) {
    List<GroupId> owned = new ArrayList<>();
    for (int number = 1; number <= node.replicas().placing().count(); number++) {
      owned.add(new GroupId(number));
    }
    owned.removeIf(group -> !node.core().ownership().isOwner(group));
    return owned;
  }

  private boolean ownersShowAll() {
    return nodes.stream()
        .allMatch(node -> node.core().members().size() >= nodes.size()
            && ownedBy(node).stream().allMatch(node.core().reach()::shows));
  }

  @Test
  void allIsShownAfterAPowerCutThatOneNodeDoesNotOutlive() {
    List.of("a", "b", "c", "d").forEach(this::start);
    network.runFor(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      nodes.get(i % 4).add("p/" + i, "x");
    }
    network.runUntil("all is shown", SOON, this::ownersShowAll);
    network.runFor(Duration.ofSeconds(5));
    startWithoutTheLast(3);
    network.runUntil("all is shown again", SOON, this::ownersShowAll);
  }

  @Test
  void whoAsksOwnersThatCannotShowAllYetHearsOfItWhenTheyCan() {
    List.of("a", "b", "c", "d").forEach(this::start);
    network.runUntil(
        "all are linked",
        SOON,
        () -> nodes.stream().allMatch(node -> node.core().linked().size() == 3));
    for (int i = 0; i < 40; i++) {
      String key = "p/" + i;
      TestNode asker = nodes.get(i % 4);
      asker.add(key, "x");
      network.runUntil("its owners have it", SOON, () -> ownersHold(key));
      Refreshing question = new Refreshing(asker.core(), TestNode.set(key), Level.all());
      network.runUntil("an answer", Duration.ofSeconds(5), question::isSettled);
      assertTrue(question.answer().whole(), question.answer().toString());
    }
  }

  private boolean ownersHold(String key) {
    GroupId group = nodes.get(0).replicas().placing().of(TestNode.set(key));
    return nodes.stream()
        .filter(node -> node.core().ownership().isOwner(group))
        .allMatch(node -> node.holds(key, "x"));
  }

  @Test
  void whoIsCutOffShowsWhatItWritesFirst() {
    List.of("a", "b", "c", "d").forEach(this::start);
    network.runUntil("all is shown", SOON, this::ownersShowAll);
    TestNode alone = nodes.get(0);
    nodes.stream().skip(1).forEach(network::kill);
    List<GroupId> owned = ownedBy(alone);
    int written = 0;
    for (int i = 0; written < 10; i++) {
      if (owned.contains(alone.replicas().placing().of(TestNode.set("p/" + i)))) {
        alone.add("p/" + i, "x");
        written++;
      }
    }
    network.runFor(Duration.ofSeconds(2));
    assertTrue(owned.stream().allMatch(alone.core().reach()::shows));
  }

  @Test
  void whoComesBackAloneKnowsWhoOwnsWhat() {
    List.of("a", "b", "c", "d").forEach(this::start);
    network.runUntil("all is shown", SOON, this::ownersShowAll);
    List<GroupId> owned = ownedBy(nodes.get(0));
    startWithoutTheLast(1);
    network.runFor(Duration.ofSeconds(1));
    assertEquals(owned, ownedBy(nodes.get(0)));
    Quorum majority = Quorum.of(Level.majority(), nodes.get(0).core(), owned.get(0));
    assertEquals(2, majority.required());
    assertFalse(majority.isReached(Set.of()));
  }

  @Test
  void whoStoresNothingHasHadNothingWhenItComesBackAlone() {
    durability = Durability.MEMORY;
    List.of("a", "b").forEach(this::start);
    network.runUntil("all is shown", SOON, this::ownersShowAll);
    nodes.get(1).add("p/1", "x");
    GroupId group = nodes.get(0).replicas().placing().of(TestNode.set("p/1"));
    network.runUntil("both have it", SOON, () -> ownersHold("p/1"));
    network.runFor(Duration.ofSeconds(5));
    startWithoutTheLast(1);
    network.runFor(Duration.ofSeconds(5));
    assertFalse(nodes.get(0).core().reach().shows(group));
  }

  @Test
  void whoMayLackWhatOthersHaveShowsNothing() {
    List.of("a", "b").forEach(this::start);
    network.runUntil("all is shown", SOON, this::ownersShowAll);
    network.kill(nodes.remove(1));
    TestNode young = start("c");
    network.runFor(SOON);
    List<GroupId> owned = ownedBy(young);
    assertFalse(owned.isEmpty());
    assertTrue(owned.stream().noneMatch(young.core().reach()::shows));
  }
}
