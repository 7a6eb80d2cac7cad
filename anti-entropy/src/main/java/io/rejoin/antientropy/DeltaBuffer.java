package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deltas that one peer has not been sent yet, joined per entry: a thousand operations upon one
 * entry cost one delta.
 *
 * <p>Bounded in bytes. When it overflows, everything is dropped and what was dropped is never
 * claimed, so the peer's clock shows the gap and a {@link Session} closes it: a peer that cannot be
 * reached costs no growth. One instance per peer; not thread-safe.
 */
public final class DeltaBuffer {
  private static final int MEASURE_BYTES = 1024;

  private final long maxBytes;
  private final Map<ReplicaId, Run> runs = new LinkedHashMap<>();
  private long bytes;
  private long overflows;

  public DeltaBuffer(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes the effect of the operations {@code (after, upTo]} of a run. They come in ascending order;
   * where {@code after} is not the {@code upTo} before it, those between are not claimed.
   *
   * @return false if the buffer has overflowed and dropped this and all before it
   */
  public boolean add(ReplicaId run, long after, long upTo, Batch.Change change) {
    bytes += runs.computeIfAbsent(run, any -> new Run()).add(after, upTo, change);
    if (bytes <= maxBytes) {
      return true;
    }
    runs.values().forEach(Run::drop);
    bytes = 0;
    overflows++;
    return false;
  }

  /**
   * The next deltas to send, oldest first, of about this many bytes encoded; more only if one item
   * alone is larger. A delta that is too large goes in parts and is claimed with its last.
   */
  public Optional<Batch> drain(int maxBatchBytes) {
    for (Map.Entry<ReplicaId, Run> each : runs.entrySet()) {
      if (!each.getValue().isEmpty()) {
        long before = each.getValue().bytes;
        Batch batch = each.getValue().drain(each.getKey(), maxBatchBytes);
        bytes += each.getValue().bytes - before;
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return runs.values().stream().allMatch(Run::isEmpty);
  }

  /** About what the deltas would take encoded. */
  public long bytes() {
    return bytes;
  }

  /** How often everything was dropped. */
  public long overflows() {
    return overflows;
  }

  /** What waits for one entry: {@code after} is that of its first operation. */
  private static final class Waiting {
    final long after;
    Batch.Change change;
    long bytes;
    private long measured;

    Waiting(long after, Batch.Change change) {
      this.after = after;
      this.change = change;
      measure();
    }

    /** Adds up sizes, but measures again before a sum strays far from the joined delta's size. */
    void join(Batch.Change later) {
      change = change.then(later);
      bytes += later.encodedSize();
      if (bytes > 2 * measured + MEASURE_BYTES) {
        measure();
      }
    }

    private void measure() {
      measured = change.encodedSize();
      bytes = measured;
    }
  }

  /** Everything that waits of one run. */
  private static final class Run {
    /** In the order of their first operations, as a linked map keeps it. */
    private final Map<EntryKey, Waiting> waiting = new LinkedHashMap<>();

    /** The rest of a delta that goes in parts; first of all. */
    private final Deque<Waiting> parts = new ArrayDeque<>();

    private long claimedAfter;
    private long upTo;
    private long bytes;

    boolean isEmpty() {
      return waiting.isEmpty() && parts.isEmpty();
    }

    long add(long after, long newUpTo, Batch.Change change) {
      if (after < upTo || newUpTo < after) {
        throw new IllegalArgumentException(
            "not ascending: (" + after + ", " + newUpTo + "] behind " + upTo);
      }
      if (after > upTo) {
        claimedAfter = after;
      }
      upTo = newUpTo;
      long before = bytes;
      Waiting present = waiting.get(change.key());
      if (present == null) {
        present = new Waiting(after, change);
        waiting.put(change.key(), present);
      } else {
        bytes -= present.bytes;
        present.join(change);
      }
      bytes += present.bytes;
      return bytes - before;
    }

    void drop() {
      waiting.clear();
      parts.clear();
      claimedAfter = upTo;
      bytes = 0;
    }

    Batch drain(ReplicaId run, int maxBytes) {
      List<Batch.Change> changes = new ArrayList<>();
      long room = maxBytes;
      while (!isEmpty()) {
        Waiting next = next(maxBytes);
        if (!changes.isEmpty() && next.bytes > room) {
          break;
        }
        take(next);
        changes.add(next.change);
        room -= next.bytes;
      }
      long after = claimedAfter;
      claimedAfter = Math.max(after, isEmpty() ? upTo : next(maxBytes).after);
      return new Batch(run, after, claimedAfter, changes);
    }

    /** What is to be sent next, cut into parts if it is too large for a batch. */
    private Waiting next(int maxBytes) {
      if (parts.isEmpty()) {
        Iterator<Waiting> oldest = waiting.values().iterator();
        Waiting next = oldest.next();
        if (next.bytes > maxBytes) {
          oldest.remove();
          bytes -= next.bytes;
          cut(next, maxBytes);
        } else {
          return next;
        }
      }
      return parts.getFirst();
    }

    private void cut(Waiting whole, int maxBytes) {
      List<State> cut = whole.change.delta().parts(maxBytes);
      for (int i = 0; i < cut.size(); i++) {
        Optional<Removal> removal = i == cut.size() - 1 ? whole.change.removal() : Optional.empty();
        Waiting part =
            new Waiting(whole.after, new Batch.Change(whole.change.key(), cut.get(i), removal));
        parts.add(part);
        bytes += part.bytes;
      }
    }

    private void take(Waiting next) {
      if (parts.peekFirst() == next) {
        parts.removeFirst();
      } else {
        waiting.remove(next.change.key());
      }
      bytes -= next.bytes;
    }
  }
}
