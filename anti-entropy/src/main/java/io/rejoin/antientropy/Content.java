package io.rejoin.antientropy;

import io.rejoin.antientropy.Entries.Standing;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the two sides of a {@link Session} say to each other.
 *
 * <p>{@link Open} comes first from both. {@link Nodes} and {@link Leaves} find the entries that
 * differ; {@link WantRange}, {@link WantHash} and {@link Want} ask for them, {@link Push} brings
 * them; {@link Removals} bring what no digest shows, {@link Refusals} tell who holds what it should
 * not. {@link Pass} gives the turn back, {@link Close} ends.
 */
sealed interface Content {
  int OPEN = 0;
  int NODES = 1;
  int LEAVES = 2;
  int WANT_RANGE = 3;
  int WANT_HASH = 4;
  int WANT = 5;
  int PUSH = 6;
  int REMOVALS = 7;
  int PASS = 8;
  int CLOSE = 9;
  int REFUSALS = 10;

  /** What the leaf of another version may hold at most. */
  int MAX_LEAF = 64;

  int kind();

  void write(ByteWriter out);

  /** Does this describe or ask for ranges of the snapshots? */
  default boolean comparesRanges() {
    return kind() >= NODES && kind() <= WANT_RANGE;
  }

  default boolean wantsEntries() {
    return kind() == WANT_HASH || kind() == WANT;
  }

  /** An element of a list. */
  interface Part {
    void write(ByteWriter out);
  }

  /** Reads an element of a list. */
  interface PartReader<T> {
    T read(ByteReader in) throws MalformedBytes;
  }

  /**
   * The snapshot that this side compares: how it wants to compare ({@code format}, see {@link
   * Comparison}), the root of its forest, its clock, what it has forgotten and what
   * it has heard of ({@link Entries.Snapshot}). The extension begins with the version in
   * which the sender writes states, one byte; what else is in it is for later versions (hash of
   * the membership view, list of shards), and whoever does not know it skips it. It is
   * empty in version 1.
   */
  record Open(
      int format, NodeDigest root, Clock clock, Clock forgotten, Clock heard, Bytes extension)
      implements Content {
    static final int MAX_EXTENSION = 64 * 1024;
    private static final int GIVES_ONLY = 1;
    private static final int NOT_WHOLE = 2;

    @Override
    public int kind() {
      return OPEN;
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(format);
      root.write(out);
      clock.write(out);
      forgotten.write(out);
      heard.write(out);
      out.bytes(extension);
    }

    /** The extension that says what the sender is to the entries; none says a member. */
    static Bytes extension(Standing standing) {
      int bits = (standing.takes() ? 0 : GIVES_ONLY) | (standing.whole() ? 0 : NOT_WHOLE);
      return bits == 0 ? Bytes.EMPTY : Bytes.copyOf(new byte[] {(byte) State.VERSION, (byte) bits});
    }

    /** What the sender is to the entries. */
    Standing standing() {
      int bits = extension.length() < 2 ? 0 : extension.at(1);
      return new Standing((bits & GIVES_ONLY) == 0, (bits & NOT_WHOLE) == 0);
    }

    /** Can the states of whoever says this be read here? */
    boolean isReadable() {
      return extension.isEmpty() || (extension.at(0) & 0xff) <= State.VERSION;
    }

    static Open read(ByteReader in) throws MalformedBytes {
      int format = in.u8();
      NodeDigest root = NodeDigest.read(in);
      Clock clock = Clock.read(in);
      Clock forgotten = Clock.read(in);
      in.check(clock.covers(forgotten), "forgotten what was not applied");
      Clock heard = Clock.read(in);
      return new Open(format, root, clock, forgotten, heard, in.bytes(MAX_EXTENSION));
    }
  }

  /** The parts of a range that hold entries: their sums in lane 1 and their counts. */
  record Children(Prefix range, List<Child> parts) implements Part {
    record Child(int nibble, long sum, long count) {}

    @Override
    public void write(ByteWriter out) {
      range.write(out);
      int present = 0;
      for (Child part : parts) {
        present |= 1 << part.nibble();
      }
      out.u16(present);
      parts.forEach(part -> out.fixed64(part.sum()).varint(part.count()));
    }

    static Children read(ByteReader in) throws MalformedBytes {
      Prefix range = Prefix.read(in);
      in.check(range.nibbles() < Prefix.MAX_NIBBLES, "parts of a single hash");
      int present = in.u16();
      List<Child> parts = new ArrayList<>(Integer.bitCount(present));
      for (int nibble = 0; nibble < 16; nibble++) {
        if ((present & 1 << nibble) != 0) {
          Child part = new Child(nibble, in.fixed64(), in.varint(Long.MAX_VALUE));
          in.check(part.count() > 0, "part without entries");
          parts.add(part);
        }
      }
      return new Children(range, parts);
    }
  }

  record Nodes(List<Children> nodes) implements Content {
    @Override
    public int kind() {
      return NODES;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(nodes, out);
    }
  }

  /** All entries of a range: key hash and lane 1 of each, ascending. */
  record Leaf(Prefix range, List<Id> ids) implements Part {
    record Id(long keyHash, long lane1) implements Comparable<Id> {
      @Override
      public int compareTo(Id other) {
        int byHash = Long.compareUnsigned(keyHash, other.keyHash);
        return byHash != 0 ? byHash : Long.compareUnsigned(lane1, other.lane1);
      }
    }

    @Override
    public void write(ByteWriter out) {
      range.write(out);
      out.varint(ids.size());
      for (Id id : ids) {
        for (int i = range.nibbles() / 2; i < Long.BYTES; i++) {
          out.u8((int) (id.keyHash() >>> (56 - 8 * i)) & 0xff);
        }
        out.fixed64(id.lane1());
      }
    }

    static Leaf read(ByteReader in) throws MalformedBytes {
      Prefix range = Prefix.read(in);
      int count = in.count(Long.BYTES);
      in.check(count > 0 && count <= MAX_LEAF, "not the size of a leaf");
      List<Id> ids = new ArrayList<>(count);
      int shared = range.nibbles() / 2;
      long top = shared == 0 ? 0 : range.bits() & -1L << (64 - 8 * shared);
      for (int entry = 0; entry < count; entry++) {
        long keyHash = top;
        for (int i = shared; i < Long.BYTES; i++) {
          keyHash |= (long) in.u8() << (56 - 8 * i);
        }
        Id id = new Id(keyHash, in.fixed64());
        in.check(range.contains(keyHash), "hash outside its leaf");
        in.check(entry == 0 || ids.get(entry - 1).compareTo(id) < 0, "ids not ascending");
        ids.add(id);
      }
      return new Leaf(range, ids);
    }
  }

  record Leaves(List<Leaf> leaves) implements Content {
    @Override
    public int kind() {
      return LEAVES;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(leaves, out);
    }
  }

  /** Ranges of which the asker has nothing. */
  record WantRange(List<Prefix> ranges) implements Content {
    @Override
    public int kind() {
      return WANT_RANGE;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(ranges, out);
    }
  }

  /** An entry that the asker does not have, by its place. */
  record Hash(long keyHash) implements Part {
    @Override
    public void write(ByteWriter out) {
      out.fixed64(keyHash);
    }

    static Hash read(ByteReader in) throws MalformedBytes {
      return new Hash(in.fixed64());
    }
  }

  record WantHash(List<Hash> hashes) implements Content {
    @Override
    public int kind() {
      return WANT_HASH;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(hashes, out);
    }
  }

  /** An entry that both have otherwise, and what the asker knows of it. */
  record Known(EntryKey key, Knowledge knowledge) implements Part {
    @Override
    public void write(ByteWriter out) {
      key.write(out);
      knowledge.write(out);
    }

    static Known read(ByteReader in) throws MalformedBytes {
      return new Known(EntryKey.read(in), Knowledge.read(in));
    }
  }

  record Want(List<Known> entries) implements Content {
    @Override
    public int kind() {
      return WANT;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(entries, out);
    }
  }

  record Push(List<Pushed> entries) implements Content {
    @Override
    public int kind() {
      return PUSH;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(entries, out);
    }
  }

  /** Operations that took dots away and that the other side's clock does not cover. */
  record Removals(List<Removal> removals) implements Content {
    @Override
    public int kind() {
      return REMOVALS;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(removals, out);
    }
  }

  /**
   * Dots of an entry that the receiver shows and the sender, who has applied and forgotten them,
   * does not.
   */
  record Refused(EntryKey key, CausalContext dots) implements Part {
    @Override
    public void write(ByteWriter out) {
      key.write(out);
      dots.write(out);
    }

    static Refused read(ByteReader in) throws MalformedBytes {
      return new Refused(EntryKey.read(in), CausalContext.read(in));
    }
  }

  record Refusals(List<Refused> entries) implements Content {
    @Override
    public int kind() {
      return REFUSALS;
    }

    @Override
    public void write(ByteWriter out) {
      writeAll(entries, out);
    }
  }

  /** Nothing to say this turn. */
  record Pass() implements Content {
    @Override
    public int kind() {
      return PASS;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /** The end of the session, and how it went at the sender. */
  record Close(Session.Outcome outcome) implements Content {
    @Override
    public int kind() {
      return CLOSE;
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(outcome.code());
    }
  }

  static Content read(int kind, ByteReader in) throws MalformedBytes {
    return switch (kind) {
      case OPEN -> Open.read(in);
      case NODES -> new Nodes(readAll(in, 3, Children::read));
      case LEAVES -> new Leaves(readAll(in, 10, Leaf::read));
      case WANT_RANGE -> new WantRange(readAll(in, 1, Prefix::read));
      case WANT_HASH -> new WantHash(readAll(in, 8, Hash::read));
      case WANT -> new Want(readAll(in, 4, Known::read));
      case PUSH -> new Push(readAll(in, 4, Pushed::read));
      case REMOVALS -> new Removals(readAll(in, 10, Removal::read));
      case REFUSALS -> new Refusals(readAll(in, 4, Refused::read));
      case PASS -> new Pass();
      case CLOSE -> new Close(Session.Outcome.read(in));
      default -> throw new MalformedBytes("unknown kind of content: " + kind, in.offset());
    };
  }

  private static void writeAll(List<? extends Part> parts, ByteWriter out) {
    out.varint(parts.size());
    parts.forEach(part -> part.write(out));
  }

  private static <T> List<T> readAll(ByteReader in, int minBytes, PartReader<T> one)
      throws MalformedBytes {
    int count = in.count(minBytes);
    in.check(count > 0, "empty list");
    List<T> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(one.read(in));
    }
    return parts;
  }
}
