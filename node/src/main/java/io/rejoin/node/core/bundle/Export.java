package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.MerkleTree;
import io.rejoin.antientropy.Prefix;
import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a replica has beyond a base. Clock, horizon and removals are of one moment; the entries are
 * taken later, as they are by then, which is at least what they were: as in a session.
 *
 * <p>Make it on the core's thread, write it on any.
 */
public final class Export {
  private static final int PIECE_BYTES = 256 << 10;

  private final Entries entries;
  private final Piece.Head head;
  private final List<Removal> removals;
  private final Iterator<MerkleTree.Entry> all;

  /** Takes pieces one after the other. */
  public interface Taker {
    void take(Bytes piece) throws IOException;
  }

  /** Begins an export of what lies beyond a base; of everything if that is empty. */
  public Export(Entries entries, NodeId maker, Clock base) {
    this.entries = entries;
    Entries.Snapshot now = entries.snapshot();
    head = new Piece.Head(maker, State.VERSION, base, now.clock(), now.forgotten());
    removals = entries.removalsBeyond(base);
    all = now.forest().entries(Prefix.ROOT);
  }

  /** What its maker knows. */
  public Piece.Head head() {
    return head;
  }

  /**
   * Writes it, once.
   *
   * @return how many entries have something beyond the base
   */
  public long writeTo(Taker taker) throws IOException {
    taker.take(head.toBytes());
    Filling<Removal> lists = new Filling<>(list -> new Piece.Removals(list).toBytes(), taker);
    for (Removal removal : removals) {
      lists.add(removal, 64 + 16 * removal.dots().runs().size());
    }
    lists.flush();
    Filling<Piece.Change> changes = new Filling<>(list -> new Piece.Changes(list).toBytes(), taker);
    long count = 0;
    while (all.hasNext()) {
      MerkleTree.Entry entry = all.next();
      State delta = entries.state(entry.key()).since(head.base().operations(), Optional.empty());
      if (!delta.isEmpty()) {
        count++;
        for (State part : delta.parts(PIECE_BYTES)) {
          changes.add(new Piece.Change(entry.key(), part), part.toBytes().length());
        }
      }
    }
    changes.flush();
    return count;
  }

  private interface Packing<T> {
    Bytes pack(List<T> list);
  }

  /** Puts as many into a piece as go well together. */
  private static final class Filling<T> {
    private final Packing<T> packing;
    private final Taker taker;
    private final List<T> waiting = new ArrayList<>();
    private int bytes;

    Filling(Packing<T> packing, Taker taker) {
      this.packing = packing;
      this.taker = taker;
    }

    void add(T one, int size) throws IOException {
      waiting.add(one);
      bytes += size;
      if (bytes >= PIECE_BYTES) {
        flush();
      }
    }

    void flush() throws IOException {
      if (!waiting.isEmpty()) {
        taker.take(packing.pack(waiting));
        waiting.clear();
        bytes = 0;
      }
    }
  }
}
