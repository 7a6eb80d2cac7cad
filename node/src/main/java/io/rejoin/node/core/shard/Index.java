package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries by their keys. With ten million of them the nodes of a map would weigh as much as their
 * keys do, so the chains of this hash table run through the entries themselves, and their place
 * follows from the hash that every entry has anyway.
 *
 * <p>Reads take no lock. A part of the table that grows puts its entries into other chains; a read
 * that did not find its key meanwhile sees by a count that it must look again (a sequence lock, as
 * in C. Lameter, "Effective synchronization on Linux/NUMA systems", Gelato 2005). Thread-safe.
 */
final class Index {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Entry[].class);
  private static final int PARTS = 64;
  private static final int LEAST = 4;

  private final Part[] parts = new Part[PARTS];

  /** Grows by itself, so that nobody waits until all of a large table has moved. */
  private static final class Part {
    private volatile @Nullable Entry[] slots = new Entry[LEAST];

    /** Odd while entries move. */
    private volatile int moves;

    private int size;

    @Nullable
    Entry find(long keyHash, EntryKey key) {
      while (true) {
        int before = moves;
        @Nullable Entry[] now = slots;
        Entry at = first(now, keyHash);
        while (at != null && !(at.keyHash() == keyHash && at.key().equals(key))) {
          at = at.next();
        }
        if (at != null || (before == moves && isSettled(before))) {
          return at;
        }
      }
    }

    private static boolean isSettled(int moves) {
      return (moves & 1) == 0;
    }

    private static @Nullable Entry first(@Nullable Entry[] slots, long keyHash) {
      return (Entry) SLOTS.getAcquire(slots, slot(slots, keyHash));
    }

    private static int slot(@Nullable Entry[] slots, long keyHash) {
      return (int) keyHash & (slots.length - 1);
    }

    private static void push(@Nullable Entry[] slots, Entry entry) {
      entry.next(first(slots, entry.keyHash()));
      SLOTS.setRelease(slots, slot(slots, entry.keyHash()), entry);
    }

    synchronized void add(Entry entry) {
      if (size >= slots.length) {
        grow();
      }
      push(slots, entry);
      size++;
    }

    private synchronized void grow() {
      @Nullable Entry[] larger = new Entry[2 * slots.length];
      moves++;
      for (Entry first : slots) {
        Entry next;
        for (Entry at = first; at != null; at = next) {
          next = at.next();
          push(larger, at);
        }
      }
      slots = larger;
      moves++;
    }

    @SuppressWarnings("ReferenceEquality") // this one goes
    synchronized void remove(Entry entry) {
      Entry before = null;
      Entry at = first(slots, entry.keyHash());
      while (at != null && at != entry) {
        before = at;
        at = at.next();
      }
      if (at == null) {
        return;
      }
      if (before == null) {
        SLOTS.setRelease(slots, slot(slots, entry.keyHash()), entry.next());
      } else {
        before.next(entry.next());
      }
      size--;
    }

    synchronized List<Entry> all() {
      List<Entry> all = new ArrayList<>(size);
      for (Entry first : slots) {
        for (Entry at = first; at != null; at = at.next()) {
          all.add(at);
        }
      }
      return all;
    }
  }

  Index() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  private Part part(long keyHash) {
    return parts[(int) (keyHash >>> 32) & (PARTS - 1)];
  }

  /** The entry of a key with this hash, or none. */
  @Nullable
  Entry find(long keyHash, EntryKey key) {
    return part(keyHash).find(keyHash, key);
  }

  /** Puts in the entry of a key that has none; under the lock of its shard. */
  void add(Entry entry) {
    part(entry.keyHash()).add(entry);
  }

  /** Takes out an entry; under the lock of its shard. */
  void remove(Entry entry) {
    part(entry.keyHash()).remove(entry);
  }

  /** Visits all entries, in no order that means anything; those that come meanwhile or not. */
  void forEach(Consumer<Entry> visitor) {
    for (Part part : parts) {
      part.all().forEach(visitor);
    }
  }
}
