package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three sites far apart sell from one stock, which came in at one of them. */
class RightsMoveTest {
  private static final EntryKey STOCK = new EntryKey(BoundedCounter.TYPE.id(), Bytes.utf8("stock"));

  private final World world = new World(7);
  private final SimGrid grid = new SimGrid(
      world,
      new GridSetting(16, "simulation", Duration.ofMinutes(5)),
      List.of(place(0), place(1), place(2)),
      Duration.ZERO);

  private static Place place(int number) {
    return new Place(number, "site-" + number, true, List.of("n0:1"));
  }

  @BeforeEach
  void stockComesIn() {
    grid.network().wire((from, to) -> Optional.of(LinkProfile.wan()));
    grid.nodes().forEach(node -> grid.start(node.number()));
    pass(Duration.ofSeconds(5));
    does(0, new Increment(1_000));
    pass(Duration.ofSeconds(1));
  }

  private void pass(Duration time) {
    world.runUntil(world.now() + time.toNanos());
  }

  private void does(int node, Change change) {
    Deed<?> deed = new Deed<>(STOCK, BoundedCounter.TYPE, change);
    grid.clients().attempt("seller", 0, node, deed, heard -> {});
  }

  /** Sells one by one, ten a second, and tells how often that was refused. */
  private int refusals(Duration time, int... nodes) {
    int before = grid.clients().withoutRights();
    for (long millis = 0; millis < time.toMillis(); millis += 100) {
      for (int node : nodes) {
        does(node, new Decrement(1));
      }
      pass(Duration.ofMillis(100));
    }
    return grid.clients().withoutRights() - before;
  }

  private long value(int node) {
    return BoundedCounter.value(grid.node(node).replica().state(STOCK));
  }

  @Test
  void aSiteThatRunsShortIsServedWithinASecond() {
    assertTrue(refusals(Duration.ofSeconds(1), 1) < 10);
    assertTrue(refusals(Duration.ofSeconds(1), 2) < 10);
    assertEquals(0, refusals(Duration.ofSeconds(30), 1, 2));
  }

  @Test
  void sitesSellToTheLastOne() {
    refusals(Duration.ofSeconds(60), 0, 1, 2);
    assertEquals(0, value(0));
    assertEquals(0, value(2));
  }

  @Test
  void aSiteThatIsCutOffSellsWhatItHasAndThenRefuses() {
    refusals(Duration.ofSeconds(1), 2);
    pass(Duration.ofSeconds(1));
    long share = BoundedCounter.rights(
        grid.node(2).replica().state(STOCK), grid.node(2).replica().run());
    Cut cut = Cut.between(List.of(2), List.of(0, 1));
    grid.cut(cut);

    assertEquals(600 - share, refusals(Duration.ofSeconds(60), 2));

    grid.heal(cut);
    refusals(Duration.ofSeconds(60), 2);
    pass(Duration.ofSeconds(5));
    assertTrue(value(0) < 1_000 - share, "it got more after the heal");
    assertEquals(value(0), value(2));
  }
}
