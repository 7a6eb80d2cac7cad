package io.rejoin.node.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.Removal;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.membership.SwimMessage;
import io.rejoin.membership.SwimMessage.Rumour;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Bytes of frames as nodes in the field send them, one of each kind: this test fails when a change
 * of the code would change one. That needs a new version and a file of its own; the files of
 * earlier versions stay, and what is in them is read.
 */
class FrameFormatTest {
  private static final int FIRST = 4;
  private static final ReplicaId RUN = new ReplicaId(0xa1);
  private static final ReplicaId OVER = new ReplicaId(0xb2);
  private static final NodeId NODE = new NodeId(1, 2);
  private static final EntryKey KEY = new EntryKey(4, Bytes.utf8("tags/new"));

  private static List<Frame> frames() throws MalformedBytes {
    Clock clock = new Clock(CausalContext.of(RUN, 1, 5));
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame.Hello(
        5, "shop", -5, 64, NODE, RUN, "ada", "north", Optional.of("h:1"), 9, Bytes.utf8("more")));
    frames.add(new Frame.Refuse(Refusal.EVICTED, "not any more"));
    swim().forEach(message -> frames.add(new Frame.Swim(message)));
    frames.add(new Frame.Deltas(new Timestamp(99), batch()));
    frames.add(new Frame.Clocks(List.of(
        new Row(NODE, RUN, clock),
        new Row(new NodeId(3, 4), OVER, clock, new Report(7, CausalContext.of(RUN, 8, 9))))));
    frames.add(new Frame.Repair(4, true, Message.read(hex("021801"))));
    frames.add(new Frame.RepairEnd(4, true, Ending.UNKNOWN));
    frames.add(new Frame.Chunk(Lane.REPAIR, 3, 16_384, true, Bytes.utf8("piece")));
    frames.add(new Frame.WantRights(3, new EntryKey(9, Bytes.utf8("stock")), RUN, OVER, 300));
    frames.add(new Frame.Closed(11, List.of(new Frame.Closing(OVER, NODE))));
    CausalContext live = CausalContext.of(RUN, 4, 5);
    Question question = new Question(
        KEY, CausalContext.of(RUN, 1, 5), Optional.of(live), new TreeMap<>(Map.of(RUN, 6L)));
    State delta = State.removing(CausalContext.of(RUN, 4, 4));
    frames.add(new Frame.Ask(12, question));
    frames.add(new Frame.Answered(12, Optional.of(new Answer(delta, live, clock))));
    frames.add(new Frame.Answered(13, Optional.empty()));
    frames.add(new Frame.OfGroup(new GroupId(7), new Frame.Ask(14, question)));
    frames.add(new Frame.Packed(Lane.REPAIR, 1, 600, Bytes.utf8("content")));
    return frames;
  }

  private static Batch batch() {
    State delta = State.removing(CausalContext.of(RUN, 3, 5));
    Removal removal = new Removal(new Dot(RUN, 5), KEY, CausalContext.of(RUN, 3, 4));
    return new Batch(RUN, 2, 5, List.of(new Batch.Change(KEY, delta, Optional.of(removal))));
  }

  private static List<SwimMessage> swim() {
    Member member = new Member(
        NODE,
        "ada",
        "north",
        Optional.of("h:1"),
        100,
        RUN,
        6,
        Status.SUSPECT,
        3,
        new TreeSet<>(Set.of(new NodeId(3, 4))));
    List<Rumour> rumours = List.of(new Rumour(member, new NodeId(3, 4)));
    return List.of(
        new SwimMessage.Ping(17, rumours),
        new SwimMessage.Ack(17, List.of()),
        new SwimMessage.PingRequest(18, NODE, List.of()),
        new SwimMessage.Nack(18),
        new SwimMessage.Gossip(rumours),
        new SwimMessage.Sync(rumours, true),
        new SwimMessage.Summary(List.of(5L, -6L), false));
  }

  private static ByteReader hex(String digits) {
    return new ByteReader(Bytes.wrap(HexFormat.of().parseHex(digits)));
  }

  private static List<String> golden(int version) throws IOException {
    try (InputStream in = FrameFormatTest.class.getResourceAsStream("frames-" + version + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }

  @Test
  void framesAreWhatTheyWere() throws IOException, MalformedBytes {
    List<String> present = new ArrayList<>();
    for (Frame frame : frames()) {
      present.add(HexFormat.of().formatHex(FrameCodec.encode(frame).toArray()));
    }
    assertEquals(String.join("\n", golden(FrameCodec.PROTOCOL)), String.join("\n", present));
  }

  @Test
  void everyKindIsAmongThem() throws MalformedBytes {
    Set<Integer> kinds = new TreeSet<>();
    for (Frame frame : frames()) {
      kinds.add((int) FrameCodec.encode(frame).at(1));
    }
    assertEquals(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18), kinds);
  }

  @Test
  void everyVersionIsStillReadAndWrittenAsItWas() throws IOException, MalformedBytes {
    for (int version = FIRST; version <= FrameCodec.PROTOCOL; version++) {
      for (String line : golden(version)) {
        Bytes bytes = Bytes.wrap(HexFormat.of().parseHex(line));
        assertEquals(bytes, FrameCodec.encode(FrameCodec.decode(bytes)));
      }
    }
  }
}
