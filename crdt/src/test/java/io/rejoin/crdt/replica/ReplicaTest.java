package io.rejoin.crdt.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicaTest {

  private static Writer writer(long run) {
    return new Writer(
        new ReplicaId(run), new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5)));
  }

  @Test
  void theExampleWorks() throws MalformedBytes {
    assertTrue(AddWinsSet.contains(TypesExample.withoutGrid(), Bytes.utf8("pallet 7")));
  }

  @Test
  void copiesThatExchangeDeltasAreEqual() {
    var here = new Replica<>(PnCounter.TYPE, writer(1));
    var there = new Replica<>(PnCounter.TYPE, writer(2));
    State up = here.apply(new PnCounter.Add(3));
    State down = there.apply(new PnCounter.Add(-1));
    assertTrue(here.join(down).changed());
    there.join(up);
    assertFalse(there.join(up).changed());
    assertEquals(here.state(), there.state());
    assertEquals(2, PnCounter.value(here.state()));
  }

  @Test
  void oneWriterWritesManyValues() {
    Writer writer = writer(1);
    var first = new Replica<>(PnCounter.TYPE, writer);
    var second = new Replica<>(PnCounter.TYPE, writer);
    first.apply(new PnCounter.Add(1));
    second.apply(new PnCounter.Add(1));
    assertEquals(1, first.state().last(writer.run()));
    assertEquals(2, second.state().last(writer.run()));
  }

  @Test
  void goesOnFromAStoredState() {
    var before = new Replica<>(PnCounter.TYPE, writer(1));
    before.apply(new PnCounter.Add(5));
    var after = new Replica<>(PnCounter.TYPE, writer(2), before.state());
    after.apply(new PnCounter.Add(1));
    assertEquals(6, PnCounter.value(after.state()));
  }

  @Test
  void whatIsRefusedChangesNothing() {
    var stock = new Replica<>(BoundedCounter.TYPE, writer(1));
    assertThrows(
        IllegalArgumentException.class, () -> stock.apply(new BoundedCounter.Decrement(1)));
    assertTrue(stock.state().isEmpty());
  }
}
