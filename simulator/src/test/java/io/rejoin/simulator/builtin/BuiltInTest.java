package io.rejoin.simulator.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Topology;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios that come along read well, are small enough, and between them use every word. */
class BuiltInTest {
  private static final long MOST_SECONDS = 60;
  private static final int MOST_NODES = 60;

  static List<BuiltIn> all() {
    return BuiltIn.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheNameOfItsFileAndSaysWhatItIs(BuiltIn builtIn) {
    assertEquals(builtIn.name(), builtIn.full(1).name());
    assertTrue(builtIn.about().length() > 40, builtIn.about());
    assertFalse(builtIn.full(1).workloads().isEmpty());
    assertFalse(builtIn.full(1).checks().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasAQuickForm(BuiltIn builtIn) {
    Scenario quick = builtIn.quick(1);
    Times time = quick.time();
    assertTrue(time.warmup().plus(time.run()).toSeconds() <= MOST_SECONDS);
    assertTrue(Topology.of(quick).nodes().size() <= MOST_NODES);
    assertEquals(quick.timeline().isEmpty(), builtIn.full(1).timeline().isEmpty());
  }

  @Test
  void theyAreSorted() {
    List<String> names = BuiltIn.all().stream().map(BuiltIn::name).toList();
    assertEquals(List.copyOf(new TreeSet<>(names)), names);
    assertTrue(BuiltIn.find("wan-outage").isPresent());
    assertTrue(BuiltIn.find("wan-outrage").isEmpty());
  }

  @Test
  void aRandomOneFollowsFromItsSeed() {
    BuiltIn random = BuiltIn.find("random").orElseThrow();
    assertEquals(random.full(7), random.full(7));
    assertEquals(200, LongStream.range(0, 200).mapToObj(random::full).distinct().count());
  }

  @Test
  void randomOnesHaveThreeToSevenNodes() {
    BuiltIn random = BuiltIn.find("random").orElseThrow();
    TreeSet<Integer> sizes = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      sizes.add(Topology.of(random.full(seed)).nodes().size());
    }
    assertEquals(new TreeSet<>(List.of(3, 4, 5, 6, 7)), sizes);
  }

  @Test
  void allThatCanHappenHappensInSomeOfThem() {
    TreeSet<String> kinds = new TreeSet<>();
    for (BuiltIn builtIn : BuiltIn.all()) {
      for (long seed = 0; seed < 200; seed++) {
        builtIn.full(seed).timeline().forEach(item -> kinds.add(item.happening().kind()));
      }
    }
    assertEquals(new TreeSet<>(Happening.kinds()), kinds);
  }
}
