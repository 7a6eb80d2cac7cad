package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.GridException;
import io.rejoin.node.transport.TransportFailure;
import io.rejoin.testing.Eventually;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  @Test
  void threadsAreNamedDaemonsAndEndWithTheGrid() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Islands islands = new Islands()) {
      Grid a = islands.start("a");
      Grid b = islands.start("b", config -> config.seeds("localhost:1"));
      a.counter("x").onChange(change -> {});
      b.counter("x").increment();
      Eventually.holds("a sees it", () -> a.counter("x").value() == 1);
      for (Thread thread : newSince(before)) {
        assertTrue(thread.isDaemon() && thread.getName().startsWith("rejoin-"), thread.getName());
      }
    }
    Eventually.holds("no thread is left", () -> newSince(before).isEmpty());
  }

  @Test
  void aFailedStartLeavesNothing() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Islands islands = new Islands()) {
      String taken = islands.start("a").address().orElseThrow();
      Set<String> names = names();
      try (Grid impossible = Grid.start(Islands.CONFIG.listen(taken))) {
        assertEquals("no grid", impossible.toString());
      } catch (GridException.CannotStart expected) {
        Eventually.holds("no thread is left", () -> names.containsAll(names()));
      }
    }
    Eventually.holds("no thread is left", () -> newSince(before).isEmpty());
  }

  @Test
  void aTransportThatCannotBeOpenedSaysWhyAndLeavesNothing() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    GridConfig config = Islands.CONFIG.transport((thread, name) -> {
      thread.execute(() -> {});
      throw new TransportFailure("no line to " + name, new IOException());
    });
    var failure = assertThrows(GridException.CannotStart.class, () -> Grid.start(config.node("a")));
    assertEquals("no line to rejoin-a", failure.getMessage());
    GridConfig broken = Islands.CONFIG.transport((thread, name) -> {
      thread.execute(() -> {});
      throw new IllegalStateException("broken");
    });
    assertThrows(IllegalStateException.class, () -> Grid.start(broken));
    Eventually.holds("no thread is left", () -> newSince(before).isEmpty());
  }

  /** Netty's own global thread, shared by all of a process, ends a second after its last use. */
  private static boolean isOfTheProcess(Thread thread) {
    return thread.getName().startsWith("surefire")
        || thread.getName().startsWith("globalEventExecutor");
  }

  private static Set<Thread> newSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .filter(thread -> !isOfTheProcess(thread))
        .collect(Collectors.toSet());
  }

  private static Set<String> names() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("rejoin-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
