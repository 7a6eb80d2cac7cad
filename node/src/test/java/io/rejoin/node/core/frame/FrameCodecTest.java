package io.rejoin.node.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.antientropy.Removal;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.SwimMessage;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.frame.Frame.WantRights;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final ReplicaId RUN = new ReplicaId(7);
  private static final NodeId NODE = new NodeId(1, 2);

  static Stream<Frame> frames() {
    EntryKey key = new EntryKey(1, Bytes.utf8("key"));
    State delta = State.removing(CausalContext.of(RUN, 3, 5));
    Removal removal = new Removal(new Dot(RUN, 5), key, CausalContext.of(RUN, 3, 4));
    return Stream.of(
        new Hello(1, "grid", -5, 64, NODE, RUN, "ada", "north", Optional.of("h:1"), 9, Bytes.EMPTY),
        new Hello(1, "grid", 5, 64, NODE, RUN, "", "", Optional.empty(), 0, Bytes.utf8("more")),
        new Refuse(Refusal.OTHER_GRID, "not ours"),
        new Frame.Swim(new SwimMessage.Nack(17)),
        new Deltas(
            new Timestamp(99),
            new Batch(RUN, 2, 5, List.of(new Batch.Change(key, delta, Optional.of(removal))))),
        new Clocks(List.of()),
        new Clocks(List.of(new Row(NODE, RUN, new Clock(CausalContext.of(RUN, 1, 5))))),
        new RepairEnd(4, true, Ending.BUSY),
        new WantRights(3, key, RUN, new ReplicaId(-8), 300),
        new Frame.Ask(
            5, new Question(key, CausalContext.of(RUN, 1, 5), Optional.empty(), new TreeMap<>())),
        new Frame.Ask(5, Question.of(key, State.EMPTY)),
        new Frame.Answered(5, Optional.empty()),
        new Frame.Answered(5, Optional.of(new Answer(delta, CausalContext.EMPTY, Clock.EMPTY))),
        new Frame.Holdings(-7, true, List.of(new GroupId(1)), List.of(new GroupId(9)), List.of()),
        new Frame.OfGroup(new GroupId(GroupId.MAX), new RepairEnd(4, true, Ending.BUSY)),
        new Frame.OfGroup(
            new GroupId(3),
            new Frame.Keep(
                5, 6, new Clock(CausalContext.of(RUN, 1, 5)), CausalContext.of(RUN, 7, 8))),
        new Frame.OfGroup(new GroupId(3), new Frame.Kept(6)),
        new Frame.Relayed(
            NODE, new NodeId(3, 4), RUN, new Frame.OfGroup(new GroupId(3), new Frame.Kept(6))),
        new Frame.Relayed(
            NODE,
            new NodeId(3, 4),
            RUN,
            new Frame.Holdings(-7, true, List.of(), List.of(), List.of())),
        new Frame.Packed(Lane.DELTA, 1, 1 << 20, Bytes.utf8("content")),
        new Chunk(Lane.REPAIR, 3, 16_384, true, Bytes.utf8("piece")));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void whatIsWrittenIsRead(Frame frame) throws MalformedBytes {
    assertEquals(frame, FrameCodec.decode(FrameCodec.encode(frame)));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theFirstBytesTellTheLane(Frame frame) {
    assertEquals(Optional.of(frame.lane()), FrameCodec.laneOf(FrameCodec.encode(frame)));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameThatIsCutShortOrChangedIsRefused(Frame frame) {
    byte[] good = FrameCodec.encode(frame).toArray();
    for (int length = 0; length < good.length; length++) {
      Bytes cut = Bytes.copyOf(good, 0, length);
      assertThrows(MalformedBytes.class, () -> FrameCodec.decode(cut));
    }
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(MalformedBytes.class, () -> FrameCodec.decode(Bytes.wrap(bad)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anythingBehindAGoodChecksumIsReadOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      ByteWriter out = new ByteWriter().u8(FrameCodec.VERSION).u8(1 + random.nextInt(17));
      Bytes sealed = FrameCodec.seal(out.raw(Bytes.wrap(body)));
      try {
        assertEquals(sealed, FrameCodec.encode(FrameCodec.decode(sealed)), "one form only");
      } catch (MalformedBytes expected) {
        // Most are.
      }
    }
  }

  @Test
  void groupsInGroupsAreRefusedHoweverDeep() {
    ByteWriter out = new ByteWriter().u8(FrameCodec.VERSION);
    for (int i = 0; i < 100_000; i++) {
      out.u8(11).fixed32(1);
    }
    Bytes sealed = FrameCodec.seal(out.u8(16).varint(1));

    assertThrows(MalformedBytes.class, () -> FrameCodec.decode(sealed));
  }

  @Test
  void aRequestForRightsIsShort() {
    EntryKey key = new EntryKey(9, Bytes.utf8("stock"));
    Bytes bytes = FrameCodec.encode(new WantRights(3, key, RUN, new ReplicaId(-8), 300));

    String hex = HexFormat.of().formatHex(bytes.slice(0, bytes.length() - 4).toArray());

    assertEquals(
        "01090309" + "0573746f636b" + "0000000000000007" + "fffffffffffffff8" + "ac02", hex);
  }

  @Test
  void aFrameOfAnotherVersionIsRefused() {
    Bytes sealed = FrameCodec.seal(new ByteWriter().u8(2).u8(5).u8(0));

    assertThrows(MalformedBytes.class, () -> FrameCodec.decode(sealed));
  }
}
