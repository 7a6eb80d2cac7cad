package io.rejoin.membership;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.SwimMessage.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The bytes of a membership message. Every message has one form only: numbers are as short as
 * possible, links ascend, reserved bits are 0.
 *
 * <pre>
 * message = version:u8 kind:u8 body
 * body    = sequence:varint rumours                    ping, ack
 *         | sequence:varint target:16 rumours          ping request
 *         | sequence:varint                            nack
 *         | rumours                                    gossip
 *         | wantReply:u8 rumours                       sync
 *         | wantReply:u8 count:varint digest:8*        summary
 * rumours = count:varint (from:16 row)*
 * row     = id:16 run:8 incarnation:varint flags:u8 weight:varint name site address links
 * flags   = status in bits 0 and 1, evictions in bits 2 to 7
 * links   = count:varint id:16*
 * </pre>
 */
final class SwimCodec {
  private static final int VERSION = 1;

  private static final int PING = 1;
  private static final int ACK = 2;
  private static final int PING_REQUEST = 3;
  private static final int NACK = 4;
  private static final int GOSSIP = 5;
  private static final int SYNC = 6;
  private static final int SUMMARY = 7;

  private static final int STATUS_BITS = 2;

  /** Every field of a row with empty texts and no links, and who says so. */
  private static final int MIN_RUMOUR_BYTES = 2 * NodeId.BYTES + 8 + 1 + 1 + 1 + 3 + 1;

  private SwimCodec() {}

  static void write(SwimMessage message, ByteWriter out) {
    out.u8(VERSION);
    if (message instanceof SwimMessage.Ping ping) {
      out.u8(PING);
      out.varint(ping.sequence());
    } else if (message instanceof SwimMessage.Ack ack) {
      out.u8(ACK);
      out.varint(ack.sequence());
    } else if (message instanceof SwimMessage.PingRequest request) {
      out.u8(PING_REQUEST);
      out.varint(request.sequence());
      request.target().write(out);
    } else if (message instanceof SwimMessage.Nack nack) {
      out.u8(NACK);
      out.varint(nack.sequence());
      return;
    } else if (message instanceof SwimMessage.Gossip) {
      out.u8(GOSSIP);
    } else if (message instanceof SwimMessage.Sync sync) {
      out.u8(SYNC);
      out.u8(sync.wantReply() ? 1 : 0);
    } else if (message instanceof SwimMessage.Summary summary) {
      out.u8(SUMMARY);
      out.u8(summary.wantReply() ? 1 : 0);
      out.varint(summary.groups().size());
      summary.groups().forEach(out::fixed64);
      return;
    }
    out.varint(message.rumours().size());
    for (Rumour rumour : message.rumours()) {
      write(rumour, out);
    }
  }

  static SwimMessage read(ByteReader in) throws MalformedBytes {
    in.check(in.remaining() <= SwimMessage.MAX_BYTES, "membership message too long");
    in.check(in.u8() == VERSION, "membership message of another version");
    SwimMessage message = readBody(in);
    in.end();
    return message;
  }

  private static SwimMessage readBody(ByteReader in) throws MalformedBytes {
    int kind = in.u8();
    return switch (kind) {
      case PING -> new SwimMessage.Ping(in.varint(), readRumours(in));
      case ACK -> new SwimMessage.Ack(in.varint(), readRumours(in));
      case PING_REQUEST ->
        new SwimMessage.PingRequest(in.varint(), NodeId.read(in), readRumours(in));
      case NACK -> new SwimMessage.Nack(in.varint());
      case GOSSIP -> new SwimMessage.Gossip(readRumours(in));
      case SYNC -> readSync(in);
      case SUMMARY -> readSummary(in);
      default ->
        throw new MalformedBytes("membership message of unknown kind " + kind, in.offset());
    };
  }

  private static SwimMessage readSync(ByteReader in) throws MalformedBytes {
    boolean wantReply = readFlag(in);
    return new SwimMessage.Sync(readRumours(in), wantReply);
  }

  private static SwimMessage readSummary(ByteReader in) throws MalformedBytes {
    boolean wantReply = readFlag(in);
    int count = in.count(Long.BYTES);
    boolean isPower = count > 0 && Integer.bitCount(count) == 1;
    in.check(isPower && count <= SwimMessage.MAX_GROUPS, "groups of a summary");
    List<Long> groups = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      groups.add(in.fixed64());
    }
    return new SwimMessage.Summary(groups, wantReply);
  }

  static void write(Rumour rumour, ByteWriter out) {
    rumour.from().write(out);
    write(rumour.member(), out);
  }

  private static void write(Member row, ByteWriter out) {
    row.id().write(out);
    row.run().write(out);
    out.varint(row.incarnation());
    out.u8(row.status().code() | row.evictions() << STATUS_BITS);
    out.varint(row.weight());
    out.text(row.name());
    out.text(row.site());
    out.text(row.address().orElse(""));
    out.varint(row.links().size());
    for (NodeId link : row.links()) {
      link.write(out);
    }
  }

  /** A digest of everything that a row says. */
  static long digest(Member row) {
    ByteWriter out = new ByteWriter();
    write(row, out);
    Bytes written = out.toBytes();
    long hash = written.length();
    for (int i = 0; i < written.length(); i++) {
      hash = (hash ^ written.at(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash * 0xbf58476d1ce4e5b9L;
  }

  /** How many bytes a rumour takes in a message. */
  static int size(Rumour rumour) {
    ByteWriter out = new ByteWriter();
    write(rumour, out);
    return out.size();
  }

  private static List<Rumour> readRumours(ByteReader in) throws MalformedBytes {
    int count = in.count(MIN_RUMOUR_BYTES);
    List<Rumour> rumours = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      NodeId from = NodeId.read(in);
      rumours.add(new Rumour(readMember(in), from));
    }
    return rumours;
  }

  private static Member readMember(ByteReader in) throws MalformedBytes {
    NodeId id = NodeId.read(in);
    ReplicaId run = ReplicaId.read(in);
    long incarnation = in.varint(Member.MAX_INCARNATION);
    int flags = in.u8();
    int weight = (int) in.varint(Member.MAX_WEIGHT);
    String name = in.text(Member.MAX_NAME_BYTES);
    String site = in.text(Member.MAX_NAME_BYTES);
    String address = in.text(Member.MAX_ADDRESS_BYTES);
    return new Member(
        id,
        name,
        site,
        address.isEmpty() ? Optional.empty() : Optional.of(address),
        weight,
        run,
        incarnation,
        Status.ofCode(flags & ((1 << STATUS_BITS) - 1)),
        flags >>> STATUS_BITS,
        readLinks(in));
  }

  private static SortedSet<NodeId> readLinks(ByteReader in) throws MalformedBytes {
    int count = in.count(NodeId.BYTES);
    in.check(count <= Member.MAX_LINKS, "too many links");
    TreeSet<NodeId> links = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      NodeId link = NodeId.read(in);
      in.check(links.isEmpty() || links.last().compareTo(link) < 0, "links do not ascend");
      links.add(link);
    }
    return links;
  }

  private static boolean readFlag(ByteReader in) throws MalformedBytes {
    int flag = in.u8();
    in.check(flag <= 1, "flag is neither 0 nor 1");
    return flag == 1;
  }
}
