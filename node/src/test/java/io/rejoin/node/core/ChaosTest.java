package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts, crashes, loss, doubled and late frames at random: nothing is lost, nothing comes back. */
class ChaosTest {
  private static final int STEPS = 120;
  private static final int KEYS = 4;
  private static final int ELEMENTS = 6;

  private final TestNetwork network = new TestNetwork();
  private final List<Setting> settings = new ArrayList<>();
  private final List<TestNode> nodes = new ArrayList<>();

  /** Dots that were put, by key, and those that an operation took away, and whose fate is open. */
  private final Map<Dot, String> put = new LinkedHashMap<>();

  private final Set<Dot> removed = new HashSet<>();
  private final Set<Dot> open = new HashSet<>();
  private final List<Written> writes = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("seeds", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostAndNothingComesBack(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    start(3 + random.nextInt(4));
    network.disturb(random.split(), random.nextInt(30), random.nextInt(30), random.nextInt(100));
    for (int step = 0; step < STEPS; step++) {
      act(random);
      network.runFor(Duration.ofMillis(random.nextInt(400)));
    }
    network.heal();
    network.disturb(random.split(), 0, 0, 0);
    network.runUntil("converged, seed " + seed, Duration.ofMinutes(2), this::isConverged);

    assertTrue(put.size() > 20, "there was something to lose");
    put.forEach((dot, key) -> nodes.forEach(node -> check(dot, key, node)));
    assertEquals(1, nodes.stream().map(TestNode::root).distinct().count());
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      settings.add(Setting.of("node-" + i, "site-" + i % 2, 1_000L * (i + 1)));
      nodes.add(startNode(i));
    }
    network.runFor(Duration.ofSeconds(2));
  }

  private TestNode startNode(int i) {
    TestNode[] seeds =
        nodes.stream().filter(node -> nodes.indexOf(node) != i).limit(2).toArray(TestNode[]::new);
    return new TestNode(network, settings.get(i), seeds);
  }

  private void act(SplittableRandom random) {
    int what = random.nextInt(100);
    TestNode at = nodes.get(random.nextInt(nodes.size()));
    if (what < 4) {
      int pivot = 1 + random.nextInt(nodes.size() - 1);
      network.cut((from, to) -> sideOf(from, pivot) != sideOf(to, pivot));
    } else if (what < 8) {
      network.heal();
    } else if (what < 10) {
      restart(nodes.indexOf(at));
    } else {
      write(at, random);
    }
  }

  private boolean sideOf(String name, int pivot) {
    return Integer.parseInt(name.substring("node-".length())) < pivot;
  }

  private void write(TestNode at, SplittableRandom random) {
    String key = "key-" + random.nextInt(KEYS);
    String element = "element-" + random.nextInt(ELEMENTS);
    Written written = random.nextInt(3) == 0 ? at.remove(key, element) : at.add(key, element);
    written.written().forEach(dot -> put.put(dot, key));
    removed.addAll(written.removed());
    writes.add(written);
  }

  /** The process dies and starts again with nothing: what only it knew may go either way. */
  private void restart(int index) {
    TestNode dying = nodes.get(index);
    for (Written written : writes) {
      if (written.changed() && !isKnownElsewhere(dying, written)) {
        open.addAll(written.written());
        open.addAll(written.removed());
      }
    }
    network.kill(dying);
    network.runFor(Duration.ofMillis(100));
    settings.set(index, settings.get(index).again());
    nodes.set(index, startNode(index));
  }

  private boolean isKnownElsewhere(TestNode but, Written written) {
    return nodes.stream()
        .filter(node -> node != but)
        .anyMatch(node -> node.replica().hasApplied(written.run(), written.number()));
  }

  private boolean isConverged() {
    return nodes.stream().map(TestNode::root).distinct().count() == 1
        && nodes.stream().allMatch(node -> node.core().status().converged());
  }

  private void check(Dot dot, String key, TestNode node) {
    State state = node.replica().state(TestNode.set(key));
    boolean live = state.live().contains(dot);
    if (!open.contains(dot)) {
      if (removed.contains(dot)) {
        assertFalse(live, dot + " came back at " + node);
      } else {
        assertTrue(live, dot + " is lost at " + node);
      }
    }
    assertFalse(AddWinsSet.contains(state, Bytes.utf8("never added")));
  }
}
