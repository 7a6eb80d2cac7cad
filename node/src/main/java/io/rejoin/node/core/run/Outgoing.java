package io.rejoin.node.core.run;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Deltas of local operations on their way from the writers' threads to the core: a ring in which
 * every number of the run has its place. So the reader meets operations in the order of their
 * numbers, and an empty place is one that is still being written, whatever the threads do.
 *
 * <p>When the reader is a whole ring behind, or too many bytes wait, deltas are dropped: the reader
 * is told of the gap and claims nothing for it, and repair carries what was dropped.
 *
 * <p>Writers call {@link #offer} under the lock of the shard in which they took the numbers.
 */
public final class Outgoing {
  /** Larger deltas are counted against the limit of bytes, smaller ones by their number. */
  static final int LARGE = 1 << 10;

  /** Numbers that are read in one go. */
  static final int AT_ONCE = 1 << 12;

  private final AtomicReferenceArray<@Nullable Place> ring;
  private final int mask;
  private final long maxLargeBytes;
  private final AtomicLong largeBytes = new AtomicLong();
  private final AtomicLong droppedUpTo = new AtomicLong();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile long read;
  private long openUntil;

  /**
   * What stands at a number: an operation at the last number that it took. Its earlier numbers are
   * open until then; a number without effect is one that is open until itself.
   */
  private record Place(@Nullable Operation operation, long openUntil, long largeBytes) {
    static Place open(long until) {
      return new Place(null, until, 0);
    }
  }

  /**
   * A local operation on its way.
   *
   * @param removes whether it removed something
   */
  public record Operation(EntryKey key, State delta, boolean removes) {}

  /** What the reader does with what it finds, in the order of the numbers. */
  public interface Sink {
    /**
     * One operation.
     *
     * @param number the last one of the operation
     * @param claim the number up to which everything was handed over, this included
     */
    void delta(long number, long claim, Operation operation);

    /** Deltas of numbers up to this one were dropped. */
    void gap(long upTo);
  }

  /**
   * @param capacity numbers that the reader may be behind, a power of two
   * @param maxLargeBytes limit for the bytes of deltas of more than {@value #LARGE} bytes
   * @param first the number after which the operations begin
   */
  public Outgoing(int capacity, long maxLargeBytes, long first) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("the capacity is a power of two: " + capacity);
    }
    ring = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
    this.maxLargeBytes = maxLargeBytes;
    read = first;
  }

  /** About the size of the delta that did this. */
  public static long size(Joined joined) {
    long size = 0;
    for (Item item : joined.added()) {
      size += item.value().length();
    }
    return size;
  }

  /**
   * Hands over an operation that took these numbers, ascending.
   *
   * @param bytes size of its delta, about
   * @return false if it was dropped
   */
  public boolean offer(Numbers numbers, Operation operation, long bytes) {
    long last = numbers.last();
    long size = bytes <= LARGE ? 0 : bytes;
    if (last - read > mask || !reserve(size)) {
      droppedUpTo.accumulateAndGet(last, Math::max);
      return false;
    }
    for (int i = 0; i < numbers.count() - 1; i++) {
      ring.set(index(numbers.at(i)), Place.open(last));
    }
    ring.set(index(last), new Place(operation, 0, size));
    return true;
  }

  /** Numbers that were taken by an operation that failed. */
  public void offerNothing(Numbers numbers) {
    for (int i = 0; i < numbers.count(); i++) {
      long number = numbers.at(i);
      if (number - read > mask) {
        droppedUpTo.accumulateAndGet(number, Math::max);
      } else {
        ring.set(index(number), Place.open(number));
      }
    }
  }

  /** Whether the reader has to be woken; asked by writers after they offered. */
  public boolean wakes() {
    return !awake.get() && awake.compareAndSet(false, true);
  }

  /** The number up to which the reader has read; every operation up to it is applied. */
  public long read() {
    return read;
  }

  /** Whether more was dropped than the reader knows of. */
  public boolean hasGap() {
    return droppedUpTo.get() > read;
  }

  /**
   * Reads until a place is empty, at most {@value #AT_ONCE} numbers: a writer that never pauses
   * must not keep the reader's thread from everything else. For the reader's thread only.
   *
   * @return whether more may wait
   */
  public boolean drain(Sink sink) {
    awake.set(false);
    long from = read;
    long number = from;
    while (number - from < Math.min(AT_ONCE, ring.length())) {
      Place place = ring.getAndSet(index(number + 1), null);
      if (place == null) {
        read = number;
        return false;
      }
      pass(++number, place, sink);
    }
    read = number;
    return true;
  }

  /**
   * Jumps over what was dropped. For the reader's thread only.
   *
   * @param settled a number up to which every operation is applied and was offered or dropped
   */
  public void skip(Sink sink, long settled) {
    long from = read;
    for (long number = from + 1; number <= Math.min(settled, from + mask); number++) {
      Place place = ring.getAndSet(index(number), null);
      if (place != null) {
        openUntil = Long.MAX_VALUE;
        pass(number, place, sink);
      }
    }
    openUntil = 0;
    read = settled;
    sink.gap(settled);
  }

  private void pass(long number, Place place, Sink sink) {
    Operation operation = place.operation;
    if (operation == null) {
      openUntil = Math.max(openUntil, place.openUntil);
      return;
    }
    largeBytes.addAndGet(-place.largeBytes);
    boolean closed = number >= openUntil;
    sink.delta(number, closed ? number : 0, operation);
  }

  private int index(long number) {
    return (int) number & mask;
  }

  private boolean reserve(long size) {
    if (size == 0) {
      return true;
    }
    if (largeBytes.addAndGet(size) > maxLargeBytes) {
      largeBytes.addAndGet(-size);
      return false;
    }
    return true;
  }
}
