package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.port.LinkId;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node of a newer version speaks through an old one, ada, with others that it is not linked to.
 */
class NewerVersionTest {
  private static final NodeId NEWER = new NodeId(6, 6);
  private static final ReplicaId RUN = new ReplicaId(666);
  private static final Bytes WRITTEN = Bytes.copyOf(new byte[] {2, 40, 41, 42});

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
  private LinkId link = new LinkId(0);

  @BeforeEach
  void linked() {
    network.runFor(Duration.ofSeconds(5));
    ada.count("visits", 3);
    link = ada.wire().intrude(FrameCodec.encode(TestNode.hello(NEWER, RUN)));
    network.runFor(Duration.ofSeconds(1));
  }

  private void writes(long number, Bytes encoding) throws MalformedBytes {
    State delta = State.read(new ByteReader(encoding));
    Batch.Change change = new Batch.Change(TestNode.counter("visits"), delta, Optional.empty());
    Batch batch = new Batch(RUN, number - 1, number, List.of(change));
    ada.core().frame(link, FrameCodec.encode(new Deltas(Timestamp.ZERO, batch)));
    network.runFor(Duration.ofMillis(100));
  }

  private static List<Bytes> carried(TestNode node) {
    return node.replica().state(TestNode.counter("visits")).newer().encodings();
  }

  @Test
  void othersGetTheBytesThatItWrote() throws MalformedBytes {
    writes(1, WRITTEN);

    assertEquals(List.of(WRITTEN), carried(ada));
    assertEquals(List.of(WRITTEN), carried(ben));
  }

  @Test
  void nobodyClaimsWhatNobodyHasRead() throws MalformedBytes {
    writes(1, WRITTEN);

    assertEquals(0, ada.replica().clock().number(RUN));
    assertEquals(0, ben.replica().clock().number(RUN));
    assertFalse(ada.replica().hasApplied(RUN, 1));
  }

  @Test
  void whatIsShownStaysAsItWas() throws MalformedBytes {
    String before = ada.root();
    writes(1, WRITTEN);

    assertEquals(3, ada.counted("visits"));
    assertEquals(before, ada.root());
    ada.count("visits", 4);
    network.runFor(Duration.ofMillis(100));
    assertEquals(7, ben.counted("visits"));
    assertEquals(List.of(WRITTEN), carried(ada));
  }

  @Test
  void moreThanAnEntryCanKeepIsStillPassedOnOnce() throws MalformedBytes {
    long before = ada.core().status().traffic().delta().out();
    for (int i = 1; i <= 40; i++) {
      writes(i, Bytes.copyOf(new byte[] {2, (byte) i}));
      writes(i, Bytes.copyOf(new byte[] {2, (byte) i}));
    }
    assertEquals(16, carried(ada).size());
    assertEquals(24, ada.replica().newerDropped());
    assertEquals(24, ben.replica().newerDropped(), "each reached the other, and once");
    assertTrue(ada.core().status().traffic().delta().out() - before < 40 * 400);
  }
}
