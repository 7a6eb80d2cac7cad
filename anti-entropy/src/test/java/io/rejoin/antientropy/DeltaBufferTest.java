package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.counter.PnCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaBufferTest {
  private final PlainReplica here = new PlainReplica(1);
  private final PlainReplica there = new PlainReplica(2);
  private DeltaBuffer buffer = new DeltaBuffer(1 << 20, 1 << 16);

  @Test
  void aThousandOperationsUponOneEntryAreOneDelta() {
    for (int i = 0; i < 1000; i++) {
      add(here.count("n", 1));
    }
    assertTrue(buffer.bytes() < 3000);
    List<Batch> batches = drained();
    assertEquals(1, batches.size());
    assertEquals(1, batches.get(0).changes().size());
    there.receive(batches.get(0));
    assertEquals(1000, PnCounter.value(there.state(PlainReplica.counter("n"))));
    assertEquals(here.clock(), there.clock());
  }

  @Test
  void whatDoesNotFitGoesInSeveralBatches() {
    buffer = new DeltaBuffer(1 << 20, 500);
    for (int i = 0; i < 300; i++) {
      add(here.add("set" + i % 70, "element" + i));
    }
    List<Batch> batches = drained();
    assertTrue(batches.size() > 10);
    for (Batch batch : batches) {
      assertTrue(encoded(batch).length() < 600);
      there.receive(batch);
    }
    assertEquals(here.root(), there.root());
    assertEquals(here.clock(), there.clock());
  }

  /** So a lost batch leaves a gap in the clock, and never a claim without its effect. */
  @Test
  void aBatchClaimsWhatIsInItAndNothingElse() {
    buffer = new DeltaBuffer(1 << 20, 200);
    for (int i = 0; i < 40; i++) {
      add(here.add("set" + i % 3, "element" + i));
    }
    long next = 0;
    for (Batch batch : drained()) {
      assertEquals(next, batch.after());
      next = batch.upTo();
      for (long number = batch.after() + 1; number <= batch.upTo(); number++) {
        long wanted = number;
        assertTrue(batch.changes().stream()
            .anyMatch(change -> change.delta().live().contains(here.run(), wanted)));
      }
    }
    assertEquals(40, next);
  }

  @Test
  void anOverflowDropsEverythingAndIsNeverClaimed() {
    buffer = new DeltaBuffer(2000, 500);
    int last = 0;
    for (int i = 1; last == 0; i++) {
      last = add(here.add("set" + i, "element")) ? 0 : i;
    }
    assertTrue(buffer.isEmpty());
    assertEquals(1, buffer.overflows());
    add(here.add("after", "element"));
    Batch batch = buffer.drain().orElseThrow();
    assertEquals(last, batch.after());
    assertEquals(last + 1, batch.upTo());
  }

  @Test
  void aGapBeginsAnotherBatch() {
    add(here.add("a", "x"));
    here.add("b", "x");
    add(here.add("c", "x"));
    List<Batch> batches = drained();
    assertEquals(2, batches.size());
    assertEquals(1, batches.get(0).upTo());
    assertEquals(2, batches.get(1).after());
  }

  @Test
  void anOperationThatIsClaimedLaterWaitsForItsClaim() {
    buffer = new DeltaBuffer(1 << 20, 10);
    buffer.add(here.run(), 0, 0, here.add("a", "x").change());
    assertEquals(Optional.empty(), buffer.drain());
    buffer.add(here.run(), 0, 2, here.add("b", "x").change());
    Batch both = buffer.drain().orElseThrow();
    assertEquals(2, both.changes().size());
    assertEquals(2, both.upTo());
  }

  @Test
  void anOperationThatNobodyWillClaimGoesWithoutClaim() {
    buffer.add(here.run(), 0, 0, here.add("a", "x").change());
    buffer.seal();
    Batch batch = buffer.drain().orElseThrow();
    assertEquals(batch.after(), batch.upTo());
    assertEquals(1, batch.changes().size());
  }

  @Test
  void severalRunsDoNotMix() {
    add(here.add("a", "x"));
    add(there.add("a", "y"));
    List<Batch> batches = drained();
    assertEquals(
        List.of(here.run(), there.run()), batches.stream().map(Batch::run).toList());
    assertEquals(0, buffer.bytes());
  }

  @Test
  void batchesTravelInTheirEncoding() throws MalformedBytes {
    add(here.add("a", "x"));
    add(here.add("a", "y"));
    add(here.remove("a", "x"));
    Batch batch = buffer.drain().orElseThrow();
    assertTrue(batch.changes().get(0).removal().isPresent());
    ByteReader in = new ByteReader(encoded(batch));
    assertEquals(batch, Batch.read(in));
    in.end();
  }

  private boolean add(PlainReplica.Written written) {
    return buffer.add(written.run(), written.after(), written.upTo(), written.change());
  }

  private List<Batch> drained() {
    List<Batch> batches = new ArrayList<>();
    for (var next = buffer.drain(); next.isPresent(); next = buffer.drain()) {
      batches.add(next.get());
    }
    assertTrue(buffer.isEmpty());
    assertFalse(batches.isEmpty());
    return batches;
  }

  private static Bytes encoded(Batch batch) {
    ByteWriter out = new ByteWriter();
    batch.write(out);
    return out.toBytes();
  }
}
