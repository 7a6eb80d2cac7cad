package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.crdt.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of dots, few and many, against a tree map. */
class DotMapTest {

  private static Dot dot(Random random) {
    return new Dot(new ReplicaId(random.nextInt(4) - 2L), 1 + random.nextInt(20));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void agreesWithATreeMap(long seed) {
    Random random = new Random(seed);
    NavigableMap<Dot, Dot> model = new TreeMap<>();
    DotMap<Dot> map = DotMap.empty();
    for (int i = 0; i < Seeds.size(4 * seed, 3, 150); i++) {
      Dot dot = dot(random);
      if (random.nextInt(5) < 2) {
        model.remove(dot);
        map = map.remove(dot);
      } else {
        model.put(dot, dot);
        map = map.put(dot, dot);
      }
      same(model, map, dot(random));
      same(model, DotMap.ofAscending(List.copyOf(model.values()), each -> each), dot);
    }
  }

  private static void same(NavigableMap<Dot, Dot> model, DotMap<Dot> map, Dot dot) {
    ReplicaId run = dot.run();
    List<Dot> all = new ArrayList<>();
    map.iterator().forEachRemaining(all::add);
    assertEquals(List.copyOf(model.values()), all);
    List<Dot> pushed = new ArrayList<>();
    map.forEach(pushed::add);
    assertEquals(all, pushed);
    assertEquals(model.size(), map.size());
    assertEquals(model.get(dot), map.get(dot));
    List<Dot> ofRun = all.stream().filter(each -> each.run().equals(run)).toList();
    assertEquals(ofRun.size(), map.size(run));
    assertEquals(ofRun.stream().mapToLong(Dot::number).max().orElse(0), map.last(run));
    assertEquals(all.stream().map(Dot::run).distinct().toList(), map.runs());
    List<Dot> range = new ArrayList<>();
    map.forEach(run, dot.number(), dot.number() + 5, range::add);
    assertEquals(
        ofRun.stream()
            .filter(each -> Math.abs(each.number() - dot.number() - 2.5) < 3)
            .toList(),
        range);
  }

  @Test
  void refusesDotsOutOfOrder() {
    Dot one = new Dot(new ReplicaId(1), 1);
    Dot two = new Dot(new ReplicaId(1), 2);
    assertThrows(
        IllegalArgumentException.class, () -> DotMap.ofAscending(List.of(two, one), each -> each));
  }
}
