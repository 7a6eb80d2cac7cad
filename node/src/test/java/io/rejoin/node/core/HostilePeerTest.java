package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Ending;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.node.port.LinkId;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that arrives makes the core throw, grow without bound or change an entry. */
class HostilePeerTest {
  private static final NodeId NODE = new NodeId(6, 6);
  private static final ReplicaId RUN = new ReplicaId(666);
  private static final int PIECE = 16 << 10;

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));

  private static Bytes hello() {
    return hello("mallory");
  }

  private static Bytes hello(String name) {
    GridIdentity grid = TestNode.GRID;
    return FrameCodec.encode(new Hello(
        FrameCodec.PROTOCOL,
        grid.name(),
        grid.fingerprint(),
        grid.shards(),
        NODE,
        RUN,
        name,
        "north",
        Optional.empty(),
        1,
        Bytes.EMPTY));
  }

  private LinkId says(Frame... frames) {
    Bytes[] all = new Bytes[frames.length + 1];
    all[0] = hello();
    for (int i = 0; i < frames.length; i++) {
      all[i + 1] = FrameCodec.encode(frames[i]);
    }
    return ada.wire().intrude(all);
  }

  private long refused(String reason) {
    network.runFor(Duration.ofSeconds(1));
    return ada.core().status().refused().getOrDefault(reason, 0L);
  }

  @Test
  void whoeverSpeaksForAnotherNodeIsRefused() {
    Frame words = new Frame.Holdings(7, true, List.of(), List.of(), List.of());

    LinkId link = says(new Frame.Relayed(new NodeId(1, 1), new NodeId(2, 2), RUN, words));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("out-of-place"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomBytesCloseTheLinkAndAreCounted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] noise = new byte[random.nextInt(5_000)];
    random.nextBytes(noise);

    LinkId link = ada.wire().intrude(Bytes.wrap(noise));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("malformed"));
    assertEquals(1, ada.core().members().size());
  }

  @Test
  void whoSaysAnythingBeforeHelloIsShutOut() {
    LinkId link = ada.wire().intrude(FrameCodec.encode(new Clocks(List.of())));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("out-of-place"));
  }

  @Test
  void whoNeverSaysHelloIsShutOutInTime() {
    LinkId link = ada.wire().intrude();

    network.runFor(Duration.ofSeconds(5));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("silent"));
  }

  @Test
  void strangersDoNotFillTheTable() {
    for (int i = 0; i < 200; i++) {
      ada.wire().intrude();
    }

    assertEquals(72, refused("too-many-links"));
  }

  @Test
  void aSecondHelloIsOutOfPlace() {
    LinkId link = ada.wire().intrude(hello(), hello());
    assertTrue(ada.wire().isOpen(link), "the same twice is harmless");

    ada.core().frame(link, hello("trent"));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("out-of-place"));
  }

  @Test
  void aFrameThatGrowsBeyondTheLimitEndsTheLink() {
    Bytes piece = Bytes.wrap(new byte[PIECE]);
    LinkId link = says();
    int sent = 0;
    while (ada.wire().isOpen(link) && sent < 2_000) {
      Chunk chunk = new Chunk(Lane.DELTA, 1, sent * PIECE, false, piece);
      ada.core().frame(link, FrameCodec.encode(chunk));
      sent++;
    }

    assertEquals(20 * 64 + 1, sent);
    assertEquals(1, refused("too-long"));
  }

  @Test
  void tinyPiecesDoNotBecomeManyObjects() {
    LinkId link = says(new Chunk(Lane.DELTA, 1, 0, false, Bytes.utf8("x")));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("malformed"));
  }

  @Test
  void aPieceWithinAPieceIsOutOfPlace() {
    Bytes inner = FrameCodec.encode(new Chunk(Lane.DELTA, 2, 0, true, Bytes.utf8("x")));
    LinkId link = says(new Chunk(Lane.DELTA, 1, 0, true, inner));

    assertFalse(ada.wire().isOpen(link));
    assertEquals(1, refused("out-of-place"));
  }

  @Test
  void aPieceThatDoesNotFollowIsDropped() {
    LinkId link = says(new Chunk(Lane.DELTA, 1, 500, true, Bytes.utf8("x")));

    assertTrue(ada.wire().isOpen(link));
  }

  @Test
  void anEndOfAnUnknownSessionAndClocksOfStrangersAreNothing() {
    Clock wild = new Clock(CausalContext.of(RUN, 1, Intervals.MAX_NUMBER));
    LinkId link = says(
        new RepairEnd(77, true, Ending.UNKNOWN),
        new Clocks(List.of(new Row(new NodeId(9, 9), new ReplicaId(9), wild))));

    assertTrue(ada.wire().isOpen(link));
    assertEquals(0, ada.core().confirmedBy(GroupId.ALL, RUN, 5).size());
  }

  @Test
  void aBatchUnderOurOwnRunIsIgnored() {
    ReplicaId own = ada.replica().run();
    says(new Deltas(Timestamp.ZERO, new Batch(own, 0, 1_000, List.of())));

    assertEquals(0, ada.replica().clock().number(own));
  }

  @Test
  void gapsInAClockAreLimited() {
    LinkId link = says();
    for (int i = 1; i <= 3_000; i++) {
      Batch batch = new Batch(RUN, 2L * i, 2L * i + 1, List.of());
      ada.core().frame(link, FrameCodec.encode(new Deltas(Timestamp.ZERO, batch)));
    }

    assertTrue(ada.replica().clock().operations().intervals() <= 1_025);
  }

  @Test
  void aTimeFarAheadIsReportedAndBarelyMovesOurClock() {
    Timestamp future = Timestamp.ofMillis(1_800_000_000_000L);
    says(new Deltas(future, new Batch(RUN, 0, 1, List.of())));

    assertEquals(1, refused("clock-ahead"));
    assertTrue(ada.said("is ahead of ours"));
  }

  @Test
  void whatWasNotOfferedIsNotUnpacked() {
    Bytes packed = FrameCodec.encode(new Frame.Packed(Lane.REPAIR, 1, 1 << 20, Bytes.utf8("x")));
    LinkId link = ada.wire().intrude(hello(), packed);
    assertFalse(ada.wire().isOpen(link));
    network.runFor(Duration.ofSeconds(1));
    assertEquals(1, ada.core().status().refused().get("malformed"));
  }
}
