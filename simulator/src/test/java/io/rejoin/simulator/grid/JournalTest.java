package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.simulator.grid.Journal.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Deed<?> DEED = Deed.of(PnCounter.TYPE, "key", new PnCounter.Add(1));
  private static final ReplicaId RUN = new ReplicaId(1);

  private final Journal journal = new Journal();

  @Test
  void whatNobodyRemovedLives() {
    write(1);
    assertEquals(Fate.LIVE, journal.fateOf(dot(1)));
    remove(2, 1);
    assertEquals(Fate.DEAD, journal.fateOf(dot(1)));
  }

  @Test
  void whatOnlyALostDiskHeldMayLiveOrNot() {
    Done written = write(1);
    journal.lose(written);
    assertEquals(Fate.EITHER, journal.fateOf(dot(1)));
    assertFalse(journal.isDefinite(written));
    assertEquals(1, journal.lost());
  }

  @Test
  void aLostRemoveMayHaveRemovedOrNot() {
    write(1);
    journal.lose(remove(2, 1));
    assertEquals(Fate.EITHER, journal.fateOf(dot(1)));
    remove(3, 1);
    assertEquals(Fate.DEAD, journal.fateOf(dot(1)));
  }

  @Test
  void aDotThatIsUsedTwiceIsNoticed() {
    write(1);
    assertTrue(journal.reusedDots().isEmpty());
    write(1);
    assertFalse(journal.reusedDots().isEmpty());
  }

  @Test
  void onlyWhatWasWrittenIsKnown() {
    write(1);
    assertTrue(journal.isKnown(item(1, "1")));
    assertFalse(journal.isKnown(item(1, "2")));
    assertFalse(journal.isKnown(item(2, "1")));
  }

  private Done write(long number) {
    return add(
        new Written(GroupId.ALL, State.EMPTY, List.of(dot(number)), List.of(), number, RUN, 0),
        List.of(item(number, Long.toString(number))));
  }

  private Done remove(long number, long removed) {
    return add(
        new Written(GroupId.ALL, State.EMPTY, List.of(), List.of(dot(removed)), number, RUN, 0),
        List.of());
  }

  private Done add(Written written, List<Item> items) {
    Done done = new Done(journal.all().size(), 0, 0, DEED, written, items, false);
    journal.add(done);
    return done;
  }

  private static Item item(long number, String value) {
    return new Item(dot(number), Path.ROOT, Bytes.utf8(value));
  }

  private static Dot dot(long number) {
    return new Dot(RUN, number);
  }
}
