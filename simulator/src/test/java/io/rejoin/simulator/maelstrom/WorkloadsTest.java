package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.rejoin.simulator.maelstrom.Workbench.Weather;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maelstrom's workloads over partitions that heal, judged as its checkers judge. */
class WorkloadsTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("seeds", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyBroadcastReachesEveryNode(long seed) {
    Clients clients = play(seed, 5, Weather.FINE, Workload.BROADCAST, false, integers());
    assertEveryElementIsEverywhere(clients, seed);
    assertEverythingWasAnswered(clients, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noElementOfAGrowOnlySetIsLost(long seed) {
    Clients clients = play(seed, 3, Weather.FINE, Workload.G_SET, true, integers());
    assertEveryElementIsEverywhere(clients, seed);
    assertEverythingWasAnswered(clients, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noElementIsLostThoughMessagesAre(long seed) {
    Clients clients = play(seed, 5, Weather.ROUGH, Workload.G_SET, true, integers());
    assertEveryElementIsEverywhere(clients, seed);
    assertTrue(!clients.indeterminate.isEmpty(), "seed " + seed + ": nothing was lost");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGrowOnlyCounterCountsEveryIncrement(long seed) {
    Clients clients = play(seed, 5, Weather.FINE, Workload.G_COUNTER, true, amounts(seed, 0, 5));
    assertTheCountIsAcceptable(clients, seed);
    assertEverythingWasAnswered(clients, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCounterCountsUpAndDown(long seed) {
    Clients clients =
        play(seed, 3, Weather.ROUGH, Workload.PN_COUNTER, false, amounts(seed, -5, 5));
    assertTheCountIsAcceptable(clients, seed);
  }

  @Test
  void theChecksCanFail() {
    Clients clients = play(1, 3, Weather.FINE, Workload.G_SET, true, integers());
    JsonNode all = clients.finalReads.getOrDefault("n1", IntNode.valueOf(0));
    for (String other : List.of("[]", "[-1]", all.toString().replace("]", ",0]"))) {
      clients.finalReads.put("n1", Workbench.parse(other));
      assertThrows(AssertionError.class, () -> assertEveryElementIsEverywhere(clients, 1), other);
    }
    clients.finalReads.replaceAll((node, value) -> IntNode.valueOf(-1));
    assertThrows(AssertionError.class, () -> assertTheCountIsAcceptable(clients, 1));
  }

  private static Clients play(
      long seed,
      int nodes,
      Weather weather,
      Workload workload,
      boolean named,
      Supplier<JsonNode> values) {
    Optional<Workload> option = named ? Optional.of(workload) : Optional.empty();
    Clients clients = new Clients(new Workbench(seed, nodes, weather, option), workload, values);
    clients.play();
    assertEquals(nodes, clients.finalReads.size(), "seed " + seed);
    assertTrue(clients.definite.size() > 50, "seed " + seed + ": " + clients.answers);
    return clients;
  }

  /** As jepsen's set-full: nothing lost, nothing doubled, nothing out of the blue. */
  private static void assertEveryElementIsEverywhere(Clients clients, long seed) {
    Set<JsonNode> possible = new HashSet<>(clients.definite);
    possible.addAll(clients.indeterminate);
    clients.finalReads.forEach((node, value) -> {
      List<JsonNode> read = new ArrayList<>();
      value.forEach(read::add);
      Set<JsonNode> elements = new HashSet<>(read);
      String where = "seed " + seed + ", " + node;
      assertEquals(read.size(), elements.size(), where + ": doubled");
      assertTrue(possible.containsAll(elements), where + ": out of the blue");
      Set<JsonNode> lost = new HashSet<>(clients.definite);
      lost.removeAll(elements);
      assertEquals(Set.of(), lost, where + ": lost");
    });
  }

  /** As Maelstrom's pn-counter: the definite sum, with any of the indeterminate ones. */
  private static void assertTheCountIsAcceptable(Clients clients, long seed) {
    Set<Long> acceptable = new HashSet<>();
    acceptable.add(clients.definite.stream().mapToLong(JsonNode::longValue).sum());
    for (JsonNode maybe : clients.indeterminate) {
      List.copyOf(acceptable).forEach(sum -> acceptable.add(sum + maybe.longValue()));
    }
    clients.finalReads.forEach((node, value) -> assertTrue(
        acceptable.contains(value.longValue()),
        "seed " + seed + ", " + node + ": " + value + " is none of " + acceptable));
    assertEquals(1, Set.copyOf(clients.finalReads.values()).size(), "seed " + seed);
  }

  /** Whatever the cuts; a read before the first write may be refused if nothing tells its kind. */
  private static void assertEverythingWasAnswered(Clients clients, long seed) {
    assertEquals(0, clients.indeterminate.size(), "seed " + seed);
    assertTrue(!clients.answers.containsKey("timeout"), "seed " + seed + ": " + clients.answers);
  }

  private static Supplier<JsonNode> integers() {
    AtomicInteger next = new AtomicInteger();
    return () -> IntNode.valueOf(next.getAndIncrement());
  }

  private static Supplier<JsonNode> amounts(long seed, int from, int to) {
    SplittableRandom random = new SplittableRandom(seed);
    return () -> IntNode.valueOf(random.nextInt(from, to + 1));
  }
}
