package io.rejoin.antientropy.delta;

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
 * The deltas that one peer has not been sent yet, as the batches they will travel in. Within a
 * batch they are joined per entry: a thousand operations upon one entry cost one delta.
 *
 * <p>A batch claims operations, and batches can be lost one by one. So everything that a batch
 * claims must be in that batch: operations are joined only with those of the same batch, and a
 * batch takes all operations between its first and its last.
 *
 * <p>Bounded in bytes. When the buffer overflows, everything is dropped; nobody claims that later,
 * so the peer's clock shows a gap and a {@link Session} closes it. A peer that cannot be reached
 * costs no growth. One instance per peer; not thread-safe.
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
   * Takes the effect of the operations {@code (after, upTo]} of a run. They come in ascending
   * order; where {@code after} is not the {@code upTo} before it, those between are not claimed.
   * With {@code upTo} equal to {@code after} it is an operation that a later one claims: it goes
   * into that one's batch.
   *
   * @return false if the buffer has overflowed and dropped this and all before it
   */
  public boolean add(ReplicaId run, long after, long upTo, Batch.Change change) {
    boolean added = add(new Batch(run, after, upTo, List.of(change)));
    Filling filling = open.get(run);
    if (filling != null) {
      filling.isClaimedLater = upTo == after;
    }
    return added;
  }

  /**
   * Takes in what others have joined already; its claim holds for all of its changes together. What
   * is partly unread stays alone: a join with others might leave something out.
   */
  public boolean add(Batch batch) {
    boolean isAlone = batch.isPartlyUnread();
    int size = 0;
    for (Batch.Change change : batch.changes()) {
      size += change.size();
    }
    Filling filling = open.get(batch.run());
    if (filling != null && (isAlone || !filling.takes(batch.after(), size, batchBytes))) {
      open.remove(batch.run());
      full.add(filling);
      filling = null;
    }
    if (filling == null) {
      filling = new Filling(batch.run(), batch.after());
      if (isAlone) {
        full.add(filling);
      } else {
        open.put(batch.run(), filling);
      }
    }
    bytes += filling.add(batch);
    if (bytes <= maxBytes) {
      return true;
    }
    open.clear();
    full.clear();
    bytes = 0;
    overflows++;
    return false;
  }

  /**
   * The next batch to send, oldest first, if there is any. One that waits to be claimed is held
   * back.
   */
  public Optional<Batch> drain() {
    Filling next = full.poll();
    if (next == null) {
      Optional<Filling> oldest =
          open.values().stream().filter(filling -> !filling.isClaimedLater).findFirst();
      if (oldest.isEmpty()) {
        return Optional.empty();
      }
      next = oldest.get();
      open.remove(next.run);
    }
    bytes -= next.bytes;
    return Optional.of(next.batch());
  }

  /** Nothing that is in here is going to be claimed later. */
  public void seal() {
    open.values().forEach(filling -> filling.isClaimedLater = false);
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
    private boolean isClaimedLater;
    private long bytes;

    Filling(ReplicaId run, long after) {
      this.run = run;
      this.after = after;
      this.upTo = after;
    }

    boolean takes(long operationsAfter, int size, int batchBytes) {
      return operationsAfter == upTo && (isClaimedLater || bytes + size <= batchBytes);
    }

    /** Returns by how many bytes this has grown. */
    long add(Batch batch) {
      upTo = batch.upTo();
      isClaimedLater = false;
      long before = bytes;
      for (Batch.Change change : batch.changes()) {
        Waiting present = changes.get(change.key());
        if (present == null) {
          present = new Waiting(change);
          changes.put(change.key(), present);
        } else {
          bytes -= present.bytes;
          present.join(change);
        }
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

    Waiting(Batch.Change change) {
      this.change = change;
      measured = change.size();
      bytes = measured;
    }

    /** Adds up sizes, but measures again before the sum strays far from the joined delta's size. */
    void join(Batch.Change later) {
      change = change.then(later);
      bytes += later.size();
      if (bytes > 2 * measured + SLACK_BYTES) {
        measured = change.size();
        bytes = measured;
      }
    }
  }
}
