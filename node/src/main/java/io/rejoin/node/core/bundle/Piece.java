package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a bundle: one head, then removals and changes.
 *
 * <pre>
 * piece    := u8 kind, content
 * head     := node, u8 version of states, clock base, clock, clock forgotten
 * removals := count, removal*
 * changes  := count, (entry key, sized state)*
 * </pre>
 */
public sealed interface Piece {

  /**
   * What its maker knew.
   *
   * @param version of the states that follow
   * @param base what the receiver was thought to have: it is left out
   * @param clock what the maker had applied
   * @param forgotten up to where the maker had forgotten what was removed
   */
  record Head(NodeId maker, int version, Clock base, Clock clock, Clock forgotten)
      implements Piece {

    /** Can its states be read here? */
    boolean isReadable() {
      return version <= State.VERSION;
    }

    @Override
    public Bytes toBytes() {
      ByteWriter out = new ByteWriter();
      out.u8(HEAD);
      maker.write(out);
      out.u8(version);
      base.write(out);
      clock.write(out);
      forgotten.write(out);
      return out.toBytes();
    }
  }

  /** Removals beyond the base. */
  record Removals(List<Removal> removals) implements Piece {
    public Removals {
      removals = List.copyOf(removals);
    }

    @Override
    public Bytes toBytes() {
      ByteWriter out = new ByteWriter();
      out.u8(REMOVALS).varint(removals.size());
      removals.forEach(removal -> removal.write(out));
      return out.toBytes();
    }
  }

  /** A delta of an entry: what lies beyond the base, or a part of that. */
  record Change(EntryKey key, State delta) {}

  /** What entries hold beyond the base. */
  record Changes(List<Change> changes) implements Piece {
    public Changes {
      changes = List.copyOf(changes);
    }

    @Override
    public Bytes toBytes() {
      ByteWriter out = new ByteWriter();
      out.u8(CHANGES).varint(changes.size());
      for (Change change : changes) {
        change.key().write(out);
        change.delta().writeSized(out);
      }
      return out.toBytes();
    }
  }

  int HEAD = 1;
  int REMOVALS = 2;
  int CHANGES = 3;

  Bytes toBytes();

  /**
   * Reads a piece.
   *
   * @throws MalformedBytes if it is none
   */
  static Piece read(Bytes bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(bytes);
    int kind = in.u8();
    Piece piece;
    if (kind == HEAD) {
      piece = new Head(NodeId.read(in), in.u8(), Clock.read(in), Clock.read(in), Clock.read(in));
    } else if (kind == REMOVALS) {
      List<Removal> removals = new ArrayList<>();
      for (int left = in.count(1); left > 0; left--) {
        removals.add(Removal.read(in));
      }
      piece = new Removals(removals);
    } else {
      in.check(kind == CHANGES, "a piece of an unknown kind");
      List<Change> changes = new ArrayList<>();
      for (int left = in.count(1); left > 0; left--) {
        changes.add(new Change(EntryKey.read(in), State.readSized(in)));
      }
      piece = new Changes(changes);
    }
    in.end();
    return piece;
  }
}
