package io.rejoin.rocksdb;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.StoreFull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes writes in, numbers them, and holds them until they are written; whoever reads meanwhile
 * sees them. If more waits than may, whoever brings more waits too. Thread-safe.
 */
final class Intake {
  private static final long GROUP_BYTES = 4 << 20;

  /** Unless somebody waits for it, a group is written when it has this size or this age. */
  private static final long GATHER_BYTES = 64 << 10;

  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** What is to be read until it is written; without a content, the key goes. */
  static final class Waiting {
    private final long sequence;
    private final Object key;
    private final @Nullable Object content;
    private final Change change;

    Waiting(long sequence, Object key, @Nullable Object content, Change change) {
      this.sequence = sequence;
      this.key = key;
      this.content = content;
      this.change = change;
    }

    long sequence() {
      return sequence;
    }

    /** The state or value to be read; none if the key goes. */
    <T> Optional<T> content(Class<T> type) {
      return Optional.ofNullable(type.cast(content));
    }

    Change change() {
      return change;
    }
  }

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final Map<Object, Waiting> latest = new ConcurrentHashMap<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long queued;
  private long last;
  private long wanted;
  private boolean stuck;
  private boolean closed;
  private boolean finished;
  private volatile long written;
  private volatile long synced;

  Intake(long limit) {
    this.limit = limit;
  }

  // ---- for those who write and read

  long put(EntryKey key, State state, Change change) {
    return add(key, state, change, false);
  }

  long put(String name, Bytes value, Change change) {
    return add(name, value, change, false);
  }

  /** There is always room for this. */
  long delete(EntryKey key, Change change) {
    return add(key, null, change, true);
  }

  private long add(Object key, @Nullable Object content, Change change, boolean always) {
    lock.lock();
    try {
      while (queued > limit && !stuck && !closed && !always) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      if (stuck && !always) {
        throw new StoreFull();
      }
      Waiting waiting = new Waiting(++last, key, content, change);
      latest.put(key, waiting);
      queue.add(waiting);
      long before = queued;
      queued += change.bytes();
      if (queue.size() == 1 || (before < GATHER_BYTES && queued >= GATHER_BYTES)) {
        work.signal();
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** What waits to be written about an entry or a name. */
  Optional<Waiting> waiting(Object key) {
    return Optional.ofNullable(latest.get(key));
  }

  long written() {
    return written;
  }

  long synced() {
    return synced;
  }

  void want(long sequence) {
    lock.lock();
    try {
      if (Math.min(sequence, last) > wanted) {
        wanted = Math.min(sequence, last);
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void await(long sequence) {
    want(sequence);
    lock.lock();
    try {
      while (synced < Math.min(sequence, last)) {
        if (stuck) {
          throw new StoreFull();
        }
        if (finished) {
          throw new IllegalStateException("the store was closed before it was synced");
        }
        progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that came in by now is written. */
  void awaitWritten() {
    lock.lock();
    try {
      long upTo = last;
      while (written < upTo && !stuck && !finished) {
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more comes in. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- for the one that writes

  /**
   * The next ones to write, in order: waits until there are some, or a sync is wanted, or the time
   * is over, or all is written and the store is closed. They are held until {@link #written}.
   */
  List<Waiting> next(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (queue.isEmpty() && wanted <= synced && !closed && left > 0) {
        left = work.awaitNanos(left);
      }
      left = GATHER_NANOS;
      while (!queue.isEmpty() && queued < GATHER_BYTES && wanted <= synced && !closed && left > 0) {
        left = work.awaitNanos(left);
      }
      List<Waiting> group = new ArrayList<>();
      long bytes = 0;
      while (!queue.isEmpty() && bytes < GROUP_BYTES) {
        Waiting first = queue.removeFirst();
        bytes += first.change.bytes();
        group.add(first);
      }
      return group;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    } finally {
      lock.unlock();
    }
  }

  void written(List<Waiting> group) {
    long bytes = 0;
    for (Waiting waiting : group) {
      latest.remove(waiting.key, waiting);
      bytes += waiting.change.bytes();
    }
    lock.lock();
    try {
      queued -= bytes;
      written = group.get(group.size() - 1).sequence;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void synced(long sequence) {
    lock.lock();
    try {
      synced = sequence;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing can be written for now: whoever waits is told so. */
  void stuck(boolean now) {
    lock.lock();
    try {
      stuck = now;
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing will be written any more. */
  void finish() {
    lock.lock();
    try {
      closed = true;
      finished = true;
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean wantsSync() {
    lock.lock();
    try {
      return wanted > synced;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  boolean isStuck() {
    lock.lock();
    try {
      return stuck;
    } finally {
      lock.unlock();
    }
  }
}
