package io.rejoin.node.core.frame;

import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.SwimMessage;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Closed;
import io.rejoin.node.core.frame.Frame.Closing;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.node.core.frame.Frame.Packed;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Frame.Relayed;
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.frame.Frame.Swim;
import io.rejoin.node.core.frame.Frame.WantRights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of frames, one form for each:
 *
 * <pre>
 * frame     = version kind body crc32c     1, 1, n and 4 bytes; the checksum covers all before it
 * hello     = u16 protocol, text grid, fixed64 secret, varint shards, node, run, text name,
 *             text site, text address (empty: none), varint dial, bytes extension
 * refuse    = u8 reason, text
 * swim      = the message
 * deltas    = timestamp, the batch
 * clocks    = count, (node, run, clock, fixed64 closed, if closed is not 0: loose)...
 * repair    = varint session, u8 byInitiator, the message
 * repairEnd = varint session, u8 byInitiator, u8 ending
 * chunk     = u8 lane, varint stream, varint offset, u8 last, the piece
 * closed    = fixed64 digest, count, (run, node)...
 * rights    = varint id, entry key, run asker, run owner, varint amount
 * ask       = varint id, entry key, context known, u8 hasLive, [ context live ]
 * answer    = varint id, u8 given, [ sized state, context unknown, if not empty: clock forgotten ]
 * ofGroup   = fixed32 group, kind body     of deltas, clocks, repair, repairEnd, rights,
 *             ask, answer, keep, kept
 * holdings  = fixed64 view, u8 anew, three times: count, fixed32 group...
 * keep      = fixed64 view, varint number, clock, loose
 * kept      = varint number
 * relayed   = node to, node from, run, kind body     of holdings, ofGroup,
 *             ask, answer
 * packed    = u8 lane, u8 algorithm, varint length, the content
 * </pre>
 */
public final class FrameCodec {
  /** Version of the envelope; a Hello is laid out alike in all versions. */
  public static final int VERSION = 1;

  /** Version of what the frames mean. */
  public static final int PROTOCOL = 5;

  /** The longest name of a grid in bytes. */
  public static final int MAX_GRID_NAME = 128;

  /** What a frame adds to a piece at most. */
  public static final int CHUNK_OVERHEAD = 32;

  /** A clock in more intervals than this is refused: nobody has so many gaps. */
  public static final int MAX_CLOCK_INTERVALS = 1 << 16;

  private static final int ENVELOPE = 6;
  private static final int RELAYED_HEAD = 2 + 2 * 16 + 8;
  private static final int MAX_TEXT = 512;
  private static final int MAX_EXTENSION = 4 << 10;

  private static final int HELLO = 1;
  private static final int REFUSE = 2;
  private static final int SWIM = 3;
  private static final int DELTAS = 4;
  private static final int CLOCKS = 5;
  private static final int REPAIR = 6;
  private static final int REPAIR_END = 7;
  private static final int CHUNK = 8;
  private static final int WANT_RIGHTS = 9;
  private static final int CLOSED = 10;
  private static final int OF_GROUP = 11;
  private static final int ASK = 12;
  private static final int ANSWER = 13;
  private static final int HOLDINGS = 14;
  private static final int KEEP = 15;
  private static final int KEPT = 16;
  private static final int RELAYED = 17;
  private static final int PACKED = 18;

  private FrameCodec() {}

  public static Bytes encode(Frame frame) {
    ByteWriter out =
        new ByteWriter(frame instanceof Chunk chunk ? chunk.piece().length() + 32 : 256);
    write(out.u8(VERSION), frame);
    return seal(out);
  }

  private static void write(ByteWriter out, Frame frame) {
    if (frame instanceof Hello hello) {
      writeHello(out.u8(HELLO), hello);
    } else if (frame instanceof Refuse refuse) {
      out.u8(REFUSE).u8(refuse.reason().code()).text(clip(refuse.text()));
    } else if (frame instanceof Swim swim) {
      swim.message().write(out.u8(SWIM));
    } else if (frame instanceof Deltas deltas) {
      deltas.time().write(out.u8(DELTAS));
      deltas.batch().write(out);
    } else if (frame instanceof Clocks clocks) {
      writeClocks(out.u8(CLOCKS), clocks);
    } else if (frame instanceof Repair repair) {
      out.u8(REPAIR).varint(repair.session()).u8(repair.byInitiator() ? 1 : 0);
      repair.message().write(out);
    } else if (frame instanceof RepairEnd end) {
      out.u8(REPAIR_END).varint(end.session()).u8(end.byInitiator() ? 1 : 0);
      out.u8(end.ending().code());
    } else if (frame instanceof Closed closed) {
      writeClosed(out.u8(CLOSED), closed);
    } else if (frame instanceof WantRights want) {
      want.key().write(out.u8(WANT_RIGHTS).varint(want.id()));
      want.asker().write(out);
      want.owner().write(out);
      out.varint(want.amount());
    } else if (frame instanceof Chunk chunk) {
      out.u8(CHUNK).u8(chunk.lane().code()).varint(chunk.stream()).varint(chunk.offset());
      out.u8(chunk.last() ? 1 : 0).raw(chunk.piece());
    } else if (frame instanceof Packed packed) {
      out.u8(PACKED).u8(packed.lane().code()).u8(packed.algorithm());
      out.varint(packed.length()).raw(packed.content());
    } else if (frame instanceof Ask ask) {
      ask.question().write(out.u8(ASK).varint(ask.id()));
    } else if (frame instanceof Answered answered) {
      out.u8(ANSWER).varint(answered.id()).u8(answered.answer().isPresent() ? 1 : 0);
      answered.answer().ifPresent(answer -> answer.write(out));
    } else if (frame instanceof Holdings held) {
      out.u8(HOLDINGS).fixed64(held.view()).u8(held.anew() ? 1 : 0);
      writeGroups(out, held.whole());
      writeGroups(out, held.part());
      writeGroups(out, held.ended());
    } else if (frame instanceof Keep keep) {
      keep.clock().write(out.u8(KEEP).fixed64(keep.view()).varint(keep.number()));
      keep.loose().write(out);
    } else if (frame instanceof Kept kept) {
      out.u8(KEPT).varint(kept.number());
    } else if (frame instanceof OfGroup part) {
      write(out.u8(OF_GROUP).fixed32(part.group().number()), part.frame());
    } else if (frame instanceof Relayed passed) {
      passed.to().write(out.u8(RELAYED));
      passed.from().write(out);
      passed.run().write(out);
      write(out, passed.frame());
    }
  }

  /** Ends a frame with its checksum. */
  static Bytes seal(ByteWriter frame) {
    int checksum = checksum(frame.toBytes());
    return frame.fixed32(checksum).toBytes();
  }

  /**
   * Reads a frame.
   *
   * @throws MalformedBytes if the bytes are anything else than what {@link #encode} makes
   */
  public static Frame decode(Bytes bytes) throws MalformedBytes {
    if (bytes.length() < ENVELOPE) {
      throw new MalformedBytes("a frame of " + bytes.length() + " bytes", 0);
    }
    Bytes body = bytes.slice(0, bytes.length() - 4);
    int checksum = new ByteReader(bytes.slice(bytes.length() - 4, bytes.length())).fixed32();
    ByteReader in = new ByteReader(body);
    in.check(checksum == checksum(body), "checksum differs");
    in.check(in.u8() == VERSION, "another version of frames");
    Frame frame = read(in.u8(), in);
    in.end();
    return frame;
  }

  private static Frame read(int kind, ByteReader in) throws MalformedBytes {
    return switch (kind) {
      case HELLO -> readHello(in);
      case REFUSE -> new Refuse(Refusal.read(in), in.text(MAX_TEXT));
      case SWIM -> new Swim(SwimMessage.read(in));
      case DELTAS -> new Deltas(Timestamp.read(in), Batch.read(in));
      case CLOCKS -> readClocks(in);
      case REPAIR -> new Repair(in.varint(Long.MAX_VALUE), flag(in), Message.read(in));
      case REPAIR_END -> new RepairEnd(in.varint(Long.MAX_VALUE), flag(in), Ending.read(in));
      case CHUNK ->
        new Chunk(
            Lane.read(in),
            in.varint(Long.MAX_VALUE),
            (int) in.varint(Integer.MAX_VALUE),
            flag(in),
            in.raw(in.remaining()));
      case PACKED ->
        new Packed(
            Lane.read(in), in.u8(), (int) in.varint(Integer.MAX_VALUE), in.raw(in.remaining()));
      case CLOSED -> readClosed(in);
      case WANT_RIGHTS ->
        new WantRights(
            in.varint(Long.MAX_VALUE),
            EntryKey.read(in),
            ReplicaId.read(in),
            ReplicaId.read(in),
            in.varint(Long.MAX_VALUE));
      case ASK -> new Ask(in.varint(Long.MAX_VALUE), Question.read(in));
      case ANSWER -> readAnswered(in);
      case OF_GROUP -> readOfGroup(in);
      case HOLDINGS ->
        new Holdings(in.fixed64(), flag(in), readGroups(in), readGroups(in), readGroups(in));
      case KEEP ->
        new Keep(in.fixed64(), in.varint(Long.MAX_VALUE), Clock.read(in), CausalContext.read(in));
      case KEPT -> new Kept(in.varint(Long.MAX_VALUE));
      case RELAYED -> readRelayed(in);
      default -> throw new MalformedBytes("unknown kind of frame: " + kind, 1);
    };
  }

  /** The lane of a frame by its first bytes, unchecked; empty if they are no frame's. */
  public static Optional<Lane> laneOf(Bytes frame) {
    if (frame.length() <= ENVELOPE) {
      return Optional.empty();
    }
    int inner = 2 + Integer.BYTES;
    boolean isOfGroup = frame.at(1) == OF_GROUP && frame.length() > inner;
    int kind = frame.at(isOfGroup ? inner : 1);
    return switch (kind) {
      case HELLO, REFUSE, SWIM, WANT_RIGHTS, CLOSED, HOLDINGS -> Optional.of(Lane.MEMBERSHIP);
      case DELTAS, CLOCKS, ASK, ANSWER -> Optional.of(Lane.DELTA);
      case REPAIR, REPAIR_END, KEEP, KEPT -> Optional.of(Lane.REPAIR);
      case CHUNK, PACKED -> Lane.of(frame.at(2));
      case RELAYED -> Optional.of(isHoldings(frame) ? Lane.MEMBERSHIP : Lane.REPAIR);
      default -> Optional.empty();
    };
  }

  private static boolean isHoldings(Bytes relayed) {
    return relayed.length() > RELAYED_HEAD && relayed.at(RELAYED_HEAD) == HOLDINGS;
  }

  private static Answered readAnswered(ByteReader in) throws MalformedBytes {
    long id = in.varint(Long.MAX_VALUE);
    return new Answered(id, flag(in) ? Optional.of(Answer.read(in)) : Optional.empty());
  }

  private static void writeGroups(ByteWriter out, List<GroupId> groups) {
    out.varint(groups.size());
    groups.forEach(group -> out.fixed32(group.number()));
  }

  private static List<GroupId> readGroups(ByteReader in) throws MalformedBytes {
    int count = in.count(Integer.BYTES);
    List<GroupId> groups = new ArrayList<>(Math.min(count, 1 << 12));
    for (int i = 0; i < count; i++) {
      groups.add(readGroup(in));
    }
    return groups;
  }

  private static GroupId readGroup(ByteReader in) throws MalformedBytes {
    int number = in.fixed32();
    in.check(number > 0 && number <= GroupId.MAX, "no group");
    return new GroupId(number);
  }

  private static OfGroup readOfGroup(ByteReader in) throws MalformedBytes {
    GroupId group = readGroup(in);
    int kind = in.u8();
    in.check(kind != OF_GROUP && kind != RELAYED, "a group within a group");
    Frame frame = read(kind, in);
    in.check(OfGroup.takes(frame), "not for a group");
    return new OfGroup(group, frame);
  }

  private static Relayed readRelayed(ByteReader in) throws MalformedBytes {
    NodeId to = NodeId.read(in);
    NodeId from = NodeId.read(in);
    ReplicaId run = ReplicaId.read(in);
    int kind = in.u8();
    in.check(kind != RELAYED, "passed on twice");
    Frame frame = read(kind, in);
    in.check(Relayed.takes(frame), "not to be passed on");
    return new Relayed(to, from, run, frame);
  }

  private static void writeHello(ByteWriter out, Hello hello) {
    out.u16(hello.protocol()).text(hello.grid()).fixed64(hello.secret()).varint(hello.shards());
    hello.node().write(out);
    hello.run().write(out);
    out.text(hello.name()).text(hello.site()).text(hello.address().orElse(""));
    out.varint(hello.dial()).bytes(hello.extension());
  }

  private static Hello readHello(ByteReader in) throws MalformedBytes {
    return new Hello(
        in.u16(),
        in.text(MAX_GRID_NAME),
        in.fixed64(),
        (int) in.varint(Integer.MAX_VALUE),
        NodeId.read(in),
        ReplicaId.read(in),
        in.text(Member.MAX_NAME_BYTES),
        in.text(Member.MAX_NAME_BYTES),
        Optional.of(in.text(Member.MAX_ADDRESS_BYTES)).filter(text -> !text.isEmpty()),
        in.varint(Long.MAX_VALUE),
        in.bytes(MAX_EXTENSION));
  }

  private static void writeClocks(ByteWriter out, Clocks clocks) {
    out.varint(clocks.rows().size());
    for (Row row : clocks.rows()) {
      row.node().write(out);
      row.run().write(out);
      row.clock().write(out);
      out.fixed64(row.report().closed());
      if (!row.report().isNone()) {
        row.report().loose().write(out);
      }
    }
  }

  private static Clocks readClocks(ByteReader in) throws MalformedBytes {
    int count = in.count(33);
    List<Row> rows = new ArrayList<>(Math.min(count, 1 << 10));
    for (int i = 0; i < count; i++) {
      Row row = new Row(NodeId.read(in), ReplicaId.read(in), Clock.read(in), readReport(in));
      in.check(row.clock().operations().intervals() <= MAX_CLOCK_INTERVALS, "clock too long");
      rows.add(row);
    }
    return new Clocks(rows);
  }

  private static Report readReport(ByteReader in) throws MalformedBytes {
    long closed = in.fixed64();
    return closed == 0 ? Report.NONE : new Report(closed, CausalContext.read(in));
  }

  private static void writeClosed(ByteWriter out, Closed closed) {
    out.fixed64(closed.digest()).varint(closed.closings().size());
    for (Closing closing : closed.closings()) {
      closing.run().write(out);
      closing.node().write(out);
    }
  }

  private static Closed readClosed(ByteReader in) throws MalformedBytes {
    long digest = in.fixed64();
    int count = in.count(24);
    List<Closing> closings = new ArrayList<>(Math.min(count, 1 << 10));
    for (int i = 0; i < count; i++) {
      closings.add(new Closing(ReplicaId.read(in), NodeId.read(in)));
    }
    return new Closed(digest, closings);
  }

  private static boolean flag(ByteReader in) throws MalformedBytes {
    int value = in.u8();
    in.check(value <= 1, "neither yes nor no");
    return value == 1;
  }

  private static String clip(String text) {
    return text.length() <= MAX_TEXT / 4 ? text : text.substring(0, MAX_TEXT / 4);
  }

  private static int checksum(Bytes bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }
}
