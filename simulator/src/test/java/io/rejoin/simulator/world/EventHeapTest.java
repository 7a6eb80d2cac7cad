package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeapTest {
  private record Event(long time, int order) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eventsComeByTimeAndThenInTheOrderInWhichTheyWereAdded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EventHeap heap = new EventHeap();
    List<Event> added = new ArrayList<>();
    List<Event> happened = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Event event = new Event(random.nextInt(50 + 50 * i), i);
      added.add(event);
      heap.add(event.time(), () -> happened.add(event));
    }
    while (!heap.isEmpty()) {
      heap.remove().run();
    }
    added.sort((one, other) -> Long.compare(one.time(), other.time()));
    assertEquals(added, happened);
  }

  @Test
  void whatIsAddedMeanwhileFindsItsPlace() {
    World world = new World(1);
    List<Long> times = new ArrayList<>();
    world.at(10, () -> world.after(5, () -> times.add(world.now())));
    world.at(20, () -> times.add(world.now()));
    world.at(10, () -> world.at(3, () -> times.add(world.now())));
    world.runUntil(100);
    assertEquals(List.of(10L, 15L, 20L), times);
    assertEquals(100, world.now());
    assertEquals(5, world.steps());
  }

  @Test
  void anEmptyHeapHasNoNextEvent() {
    EventHeap heap = new EventHeap();
    assertTrue(heap.isEmpty());
    assertThrows(IllegalStateException.class, heap::nextTime);
    assertThrows(IllegalStateException.class, heap::remove);
  }
}
