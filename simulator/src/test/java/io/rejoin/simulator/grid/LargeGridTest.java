package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.membership.Status;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Grids of more members than can all be linked to each other. */
class LargeGridTest {
  private static final int SIZE = 60;
  private static final int MAX_LINKS = 16;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final EntryKey SET = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("set"));

  private final World world = new World(11);
  private final SimGrid grid = started(world, SIZE);

  private static SimGrid started(World world, int size) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(new Place(i, "site-" + i / 20, true, List.of("n0:1", "n30:1")));
    }
    SimGrid started = new SimGrid(
        world, new GridSetting(16, "simulation", Duration.ofMinutes(5)), places, Duration.ZERO);
    started
        .network()
        .wire((from, to) ->
            Optional.of(from / 20 == to / 20 ? LinkProfile.lan() : LinkProfile.wan()));
    places.forEach(place -> started.start(place.number()));
    world.runUntil(world.now() + MINUTE.toNanos());
    return started;
  }

  private void pass(Duration time) {
    world.runUntil(world.now() + time.toNanos());
  }

  private void adds(int node, String element) {
    AddWinsSet.Change add = new AddWinsSet.Add(Bytes.utf8(element));
    Deed<?> deed = new Deed<>(SET, AddWinsSet.TYPE, add);
    grid.clients().attempt("writer", 0, node, deed, heard -> {});
  }

  private boolean allHold(int entries, List<SimNode> nodes) {
    return nodes.stream().allMatch(node -> node.replica().state(SET).size() == entries);
  }

  private long alive(SimNode node) {
    return node.core().members().stream()
        .filter(member -> member.status() == Status.ALIVE)
        .count();
  }

  @Test
  void allKnowAllAndHaveFewLinks() {
    assertTrue(grid.nodes().stream().allMatch(node -> alive(node) == SIZE));
    assertTrue(grid.nodes().stream().allMatch(node -> node.core().linked().size() <= MAX_LINKS));
  }

  @Test
  void aDeltaReachesAllWithinASecondAndTheWriterHearsOfIt() {
    adds(3, "a");
    adds(47, "b");
    pass(Duration.ofSeconds(1));
    assertTrue(allHold(2, grid.nodes()));
    pass(Duration.ofSeconds(10));
    SimNode writer = grid.node(3);
    assertEquals(
        SIZE, writer.core().confirmedBy(GroupId.ALL, writer.replica().run(), 1).size());
  }

  @Test
  void whoCrashesIsHeldDeadByAll() {
    grid.crash(41, DiskFate.KEPT, true);
    pass(MINUTE);
    assertTrue(grid.up().stream().allMatch(node -> alive(node) == SIZE - 1));
  }

  @Test
  void halvesThatWereCutBecomeOneAgain() {
    List<Integer> some = IntStream.range(0, SIZE / 2).boxed().toList();
    List<Integer> others = IntStream.range(SIZE / 2, SIZE).boxed().toList();
    Cut cut = Cut.between(some, others);
    grid.cut(cut);
    pass(MINUTE);
    adds(0, "here");
    adds(SIZE - 1, "there");
    pass(Duration.ofSeconds(5));
    assertTrue(allHold(1, grid.nodes()));
    grid.heal(cut);
    pass(MINUTE);
    assertTrue(grid.nodes().stream().allMatch(node -> alive(node) == SIZE));
    assertTrue(allHold(2, grid.nodes()));
  }

  @Test
  void anIdleNodeSaysTheSameInAGridOfAnySize() {
    long small = idleBytes(56);
    long large = idleBytes(150);
    assertTrue(large < 2 * small, small + " bytes a minute and node, then " + large);
  }

  private static long idleBytes(int size) {
    SimGrid idle = started(new World(11), size);
    long before = idle.network().bytes();
    idle.world().runUntil(idle.world().now() + MINUTE.toNanos());
    return (idle.network().bytes() - before) / size;
  }
}
