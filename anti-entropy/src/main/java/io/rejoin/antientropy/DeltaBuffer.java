package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deltas that one peer has not been sent yet, as the batches they will travel in. Within a batch
 * they are joined per entry: a thousand operations upon one entry cost one delta.
 *
 * <p>A batch claims operations, and batches can be lost one by one. So everything that a batch claims
 * must be in that batch: operations are joined only with those of the same batch, and a batch takes
 * all operations between its first and its last.
 *
 * <p>Bounded in bytes. When the buffer overflows, everything is dropped; nobody claims that later, so
 * the peer's clock shows a gap and a {@link Session} closes it. A peer that cannot be reached costs
 * no growth. One instance per peer; not thread-safe.
 */
public final class DeltaBuffer {
  private static final int SLACK_BYTES = 1024;

  private final long maxBytes;
  private final int batchBytes;

  /** Batches that are full, and after them those that still grow, one of each run. */
  private final Deque<Filling> full = new ArrayDeque<>();

  private final Map<ReplicaId, Filling> open = new LinkedHashMap<>();
  private long bytes;
  private long overflows;

  /**
   * @param maxBytes of everything that waits, about
   * @param batchBytes of one batch, about; one operation is never cut, however large
   */
  public DeltaBuffer(long maxBytes, int batchBytes) {
    this.maxBytes = maxBytes;
    this.batchBytes = batchBytes;
  }

  /**
   * Takes the effect of the operations {@code (after, upTo]} of a run. They come in ascending order;
   * where {@code after} is not the {@code upTo} before it, those between are not claimed.
   *
   * @return false if the buffer has overflowed and dropped this and all before it
   */
  public boolean add(ReplicaId run, long after, long upTo, Batch.Change change) {
    if (upTo < after) {
      throw new IllegalArgumentException("not a range of numbers: (" + after + ", " + upTo + "]");
    }
    int size = change.encodedSize();
    Filling filling = open.get(run);
    if (filling != null && !filling.takes(after, size, batchBytes)) {
      open.remove(run);
      full.add(filling);
      filling = null;
    }
    if (filling == null) {
      filling = new Filling(run, after);
      open.put(run, filling);
    }
    bytes += filling.add(upTo, change, size);
    if (bytes <= maxBytes) {
      return true;
    }
    open.clear();
    full.clear();
    bytes = 0;
    overflows++;
    return false;
  }

  /** The next batch to send, oldest first, if anything waits. */
  public Optional<Batch> drain() {
    Filling next = full.poll();
    if (next == null && !open.isEmpty()) {
      next = open.remove(open.keySet().iterator().next());
    }
    if (next == null) {
      return Optional.empty();
    }
    bytes -= next.bytes;
    return Optional.of(next.batch());
  }

  public boolean isEmpty() {
    return open.isEmpty() && full.isEmpty();
  }

  /** About what the deltas would take encoded. */
  public long bytes() {
    return bytes;
  }

  /** How often everything was dropped. */
  public long overflows() {
    return overflows;
  }

  /** A batch to be. */
  private static final class Filling {
    private final ReplicaId run;
    private final long after;
    private final Map<EntryKey, Waiting> changes = new LinkedHashMap<>();
    private long upTo;
    private long bytes;

    Filling(ReplicaId run, long after) {
      this.run = run;
      this.after = after;
      this.upTo = after;
    }

    boolean takes(long operationsAfter, int size, int batchBytes) {
      return operationsAfter == upTo && bytes + size <= batchBytes;
    }

    /** Returns by how many bytes this has grown. */
    long add(long newUpTo, Batch.Change change, int size) {
      upTo = newUpTo;
      long before = bytes;
      Waiting present = changes.get(change.key());
      if (present == null) {
        changes.put(change.key(), new Waiting(change, size));
        bytes += size;
      } else {
        bytes -= present.bytes;
        present.join(change, size);
        bytes += present.bytes;
      }
      return bytes - before;
    }

    Batch batch() {
      List<Batch.Change> joined = new ArrayList<>(changes.size());
      changes.values().forEach(waiting -> joined.add(waiting.change));
      return new Batch(run, after, upTo, joined);
    }
  }

  /** What waits for one entry. */
  private static final class Waiting {
    private Batch.Change change;
    private long bytes;
    private long measured;

    Waiting(Batch.Change change, int size) {
      this.change = change;
      bytes = size;
      measured = size;
    }

    /** Adds up sizes, but measures again before the sum strays far from the joined delta's size. */
    void join(Batch.Change later, int size) {
      change = change.then(later);
      bytes += size;
      if (bytes > 2 * measured + SLACK_BYTES) {
        bytes = change.encodedSize();
        measured = bytes;
      }
    }
  }
}
