package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.run.Numbers;
import io.rejoin.node.core.run.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private final AtomicLong sequence = new AtomicLong();
  private final Outgoing outgoing = new Outgoing(16, 1 << 20, 0);
  private final List<String> seen = new ArrayList<>();

  private final Outgoing.Sink sink = new Outgoing.Sink() {
    @Override
    public void delta(long number, long claim, Outgoing.Operation done) {
      seen.add(done.key().key().utf8() + " " + number + ">" + claim);
    }

    @Override
    public void gap(long upTo) {
      seen.add("gap " + upTo);
    }
  };

  private Numbers author() {
    return new Numbers(new Numbers.Source(
        new ReplicaId(1),
        0,
        sequence,
        new HybridClock(() -> Instant.EPOCH, Duration.ZERO),
        Item.Limits.GREATEST,
        any -> false));
  }

  private void offer(Numbers numbers, String key) {
    EntryKey entry = new EntryKey(1, Bytes.utf8(key));
    outgoing.offer(numbers, new Outgoing.Operation(entry, State.EMPTY, false), 10);
  }

  @Test
  void anOperationThatIsStillBeingWrittenHoldsTheLaterOnesBack() {
    Numbers slow = author();
    Numbers fast = author();
    slow.nextNumber();
    fast.nextNumber();
    offer(fast, "fast");

    outgoing.drain(sink);
    assertEquals(List.of(), seen);

    offer(slow, "slow");
    outgoing.drain(sink);
    assertEquals(List.of("slow 1>1", "fast 2>2"), seen);
  }

  @Test
  void nothingIsClaimedWhileAnOperationOfSeveralNumbersIsOpen() {
    Numbers wide = author();
    Numbers other = author();
    wide.nextNumber();
    other.nextNumber();
    wide.nextNumber();
    offer(other, "other");
    offer(wide, "wide");

    outgoing.drain(sink);

    assertEquals(List.of("other 2>0", "wide 3>3"), seen);
    assertEquals(3, outgoing.read());
  }

  @Test
  void numbersWithoutEffectAreClaimedWithTheNextOperation() {
    Numbers failed = author();
    failed.nextNumber();
    outgoing.offerNothing(failed);
    Numbers next = author();
    next.nextNumber();
    offer(next, "next");

    outgoing.drain(sink);

    assertEquals(List.of("next 2>2"), seen);
  }

  @Test
  void whatStillFitsIsHandedOverBeforeTheGap() {
    for (int i = 0; i < 20; i++) {
      Numbers author = author();
      author.nextNumber();
      offer(author, "k");
    }
    assertTrue(outgoing.hasGap());

    outgoing.drain(sink);
    outgoing.skip(sink, sequence.get());

    assertEquals(16, seen.size());
    assertEquals("gap 20", seen.get(15));
    assertFalse(outgoing.hasGap());
  }

  @Test
  void theReaderIsWokenOnceUntilItReads() {
    assertTrue(outgoing.wakes());
    assertFalse(outgoing.wakes());

    outgoing.drain(sink);

    assertTrue(outgoing.wakes());
  }
}
