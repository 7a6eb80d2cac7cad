package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Removal;
import io.rejoin.antientropy.index.RemovalIndex;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The removals that some member may lack, in memory and in the store. They are stored in segments,
 * each with what came since the one before; when there are too many, all are written anew.
 * Thread-safe.
 */
public final class Removals {
  private static final String SEGMENT = "removals/";
  private static final int MAX_SEGMENTS = 64;

  private final boolean isStored;
  private RemovalIndex index = new RemovalIndex();
  private List<Removal> unsaved = new ArrayList<>();
  private int segments;
  private boolean anew;

  /**
   * Of a replica.
   *
   * @param isStored whether {@link #save} will be called
   */
  Removals(boolean isStored) {
    this.isStored = isStored;
  }

  public synchronized void add(Removal removal) {
    index.add(removal);
    if (isStored) {
      unsaved.add(removal);
    }
  }

  /** Has these in place of what it read. */
  synchronized void replace(List<Removal> removals) {
    index = new RemovalIndex();
    unsaved = new ArrayList<>();
    removals.forEach(this::add);
    anew = true;
  }

  public synchronized List<Removal> beyond(Clock known) {
    return index.beyond(known);
  }

  public synchronized void trim(Clock horizon) {
    index.trim(horizon);
  }

  public synchronized int size() {
    return index.size();
  }

  /** Reads what is stored; {@code false} if some of it cannot be read. */
  public synchronized boolean load(Store store) {
    boolean whole = true;
    while (true) {
      Optional<Bytes> segment = store.get(SEGMENT + segments);
      if (segment.isEmpty()) {
        return whole;
      }
      segments++;
      try {
        ByteReader in = new ByteReader(segment.get());
        while (in.remaining() > 0) {
          index.add(Removal.read(in));
        }
      } catch (MalformedBytes damaged) {
        whole = false;
      }
    }
  }

  /**
   * Stores what came since the last time, but not what is forgotten.
   *
   * @throws StoreFull if there is no room; it is tried again the next time then
   */
  public synchronized void save(Store store, Clock forgotten) {
    anew |= segments >= MAX_SEGMENTS;
    Bytes segment = written(anew ? index.beyond(Clock.EMPTY) : unsaved, forgotten);
    if (anew) {
      store.put(SEGMENT + 0, segment);
      for (int i = 1; i < segments; i++) {
        store.put(SEGMENT + i, Bytes.EMPTY);
      }
      segments = 1;
      anew = false;
    } else if (!segment.isEmpty()) {
      store.put(SEGMENT + segments, segment);
      segments++;
    }
    unsaved = new ArrayList<>();
  }

  private static Bytes written(List<Removal> removals, Clock forgotten) {
    ByteWriter out = new ByteWriter();
    for (Removal removal : removals) {
      Dot operation = removal.operation();
      boolean isForgotten = forgotten.covers(operation.run(), operation.number())
          && forgotten.operations().covers(removal.dots());
      if (!isForgotten) {
        removal.write(out);
      }
    }
    return out.toBytes();
  }
}
