package io.rejoin.node.core.group;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that know different members give up what they hold only if that leaves enough of it. */
class DisagreeingViewsTest {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int MOST = 7;

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();
  private final List<TestNode> staying = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private void start(String name, int copies) {
    Policy policy = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(copies));
    Setting setting = Setting.of(name, "site-" + name, name.hashCode())
        .withBuckets(new Buckets(policy, new TreeMap<>()));
    TestNode node = new TestNode(network, setting, nodes.toArray(TestNode[]::new));
    nodes.add(node);
    staying.add(node);
  }

  private void meet() {
    network.runUntil(
        "they have met",
        SOON,
        () -> nodes.stream().allMatch(node -> node.core().linked().size() == nodes.size() - 1));
  }

  private void write(TestNode node) {
    String key = "p/" + keys.size();
    node.add(key, "x");
    keys.add(key);
  }

  private long copies(String key) {
    return nodes.stream().filter(node -> node.holds(key, "x")).count();
  }

  private boolean isInPlace(String key, int copies) {
    GroupId group = nodes.get(0).replicas().placing().of(TestNode.set(key));
    return copies(key) == copies
        && staying.stream()
            .allMatch(node -> node.core().ownership().isOwner(group) == node.holds(key, "x"));
  }

  /** Runs until all is where it belongs, and looks all the time that enough copies are there. */
  private void settle(int copies) {
    network.runUntil("all is in place", SOON, () -> {
      assertEach(copies);
      return keys.stream().allMatch(key -> isInPlace(key, copies));
    });
  }

  private void assertEach(int least) {
    for (String key : keys) {
      assertTrue(copies(key) >= least, () -> "only " + copies(key) + " copies of " + key);
    }
  }

  /** With a single copy whoever gives up too early loses it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void nothingIsLostWhileNodesComeAndGoInCuts(long seed) {
    SplittableRandom coin = new SplittableRandom(seed);
    List.of("a", "b", "c", "d").forEach(name -> start(name, 1));
    meet();
    for (int i = 0; i < 12; i++) {
      write(nodes.get(i % 4));
    }
    settle(1);
    for (int turn = 0; turn < 60; turn++) {
      happen(coin);
      pass(coin.nextInt(1, 100), 1);
    }
    network.heal();
    settle(1);
  }

  private void happen(SplittableRandom coin) {
    int side = coin.nextInt(1 << MOST);
    switch (coin.nextInt(6)) {
      case 0 -> write(nodes.get(coin.nextInt(nodes.size())));
      case 1 -> {
        if (nodes.size() < MOST) {
          start(String.valueOf((char) ('a' + nodes.size())), 1);
        }
      }
      case 2 -> {
        if (staying.size() > 2) {
          leave(staying.get(coin.nextInt(staying.size())));
        }
      }
      case 3 -> network.cut((from, to) -> isOf(side, from) != isOf(side, to));
      case 4 -> network.lose((to, frame) -> isOf(side, to) && isGossip(frame));
      default -> network.heal();
    }
  }

  private boolean isOf(int side, String address) {
    int number = 0;
    while (!nodes.get(number).address().equals(address)) {
      number++;
    }
    return (side >> number & 1) == 1;
  }

  private static boolean isGossip(Bytes frame) {
    try {
      return FrameCodec.decode(frame) instanceof Frame.Swim;
    } catch (MalformedBytes impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void leave(TestNode node) {
    staying.remove(node);
    node.core().withdraw();
  }

  /** Ticks, after each of which so many nodes have every entry. */
  private void pass(int ticks, int least) {
    for (int i = 0; i < ticks; i++) {
      network.runFor(Duration.ofNanos(TestNetwork.TICK));
      assertEach(least);
    }
  }

  @Test
  void twoThatLeaveAtOnceAndDoNotKnowOfEachOtherLeaveTwoCopies() {
    List.of("a", "b", "c", "d").forEach(name -> start(name, 2));
    meet();
    for (int i = 0; i < 100; i++) {
      write(nodes.get(i % 4));
    }
    network.runUntil(
        "all is in place", SOON, () -> keys.stream().allMatch(key -> isInPlace(key, 2)));
    List<TestNode> leavers = List.copyOf(nodes.subList(0, 2));
    String away = nodes.get(3).address();
    network.cut((from, to) -> from.equals(away) != to.equals(away));
    network.lose((to, frame) ->
        leavers.stream().anyMatch(node -> node.address().equals(to)) && isGossip(frame));
    leavers.forEach(this::leave);
    pass(1_000, 2);
    network.heal();
    settle(2);
  }
}
