package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.testing.Eventually;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache beside a node outlives it, and tells another node what it was the last to know. */
class OutsideTest {
  private static final EntryKey VISITS = counter("visits");

  private final Islands islands = new Islands();
  private final Grid oslo = islands.start("oslo");
  private final Grid rome = islands.start("rome", config -> config.with("buckets.carts.copies", 2));

  @AfterEach
  void close() {
    islands.close();
  }

  private static EntryKey counter(String key) {
    return new EntryKey(PnCounter.TYPE.id(), Bytes.utf8(key));
  }

  @Test
  void whatIsGivenBackIsKnownFromThenOn() {
    Grid lost = Grid.start(Islands.CONFIG.node("lyon"));
    lost.counter("visits").add(3);
    State kept = lost.partial(VISITS);
    Dot last = new Dot(lost.run(), kept.last(lost.run()));
    lost.close();
    Outside outside = Outside.of(oslo);
    assertEquals(Set.of(), outside.known(VISITS, Set.of(last)));
    outside.giveBack(VISITS, kept);
    Eventually.holds("taken back", () -> outside.known(VISITS, Set.of(last)).contains(last));
    assertEquals(3, oslo.counter("visits").value());
  }

  @Test
  void whatANodeDidItKnows() {
    oslo.counter("visits").add(3);
    Dot done = new Dot(oslo.run(), oslo.partial(VISITS).last(oslo.run()));
    Dot next = new Dot(oslo.run(), done.number() + 1);
    assertEquals(Set.of(done), Outside.of(oslo).known(VISITS, Set.of(done, next)));
  }

  @Test
  void whatTheNodeNeedNotHoldIsNotTaken() {
    GridException.BadOperation refused = assertThrows(
        GridException.BadOperation.class,
        () -> Outside.of(rome).giveBack(counter("carts/1"), State.EMPTY));
    assertTrue(refused.toString().contains("'carts/1' is in a bucket whose copies"));
  }
}
