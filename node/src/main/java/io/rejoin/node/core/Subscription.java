package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A listener and the changes that wait for it. Beyond {@value #MAX_WAITING} the oldest are merged,
 * to one for each entry: the last value of none is missed.
 */
public final class Subscription implements AutoCloseable {
  static final int MAX_WAITING = 1_024;

  private final Predicate<EntryKey> which;
  private final ChangeListener listener;
  private final Consumer<Subscription> onClose;
  private final Map<EntryKey, Change> merged = new LinkedHashMap<>(); // older than all that wait
  private final Deque<Change> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean closed;

  Subscription(Predicate<EntryKey> which, ChangeListener listener, Consumer<Subscription> onClose) {
    this.which = which;
    this.listener = listener;
    this.onClose = onClose;
  }

  boolean hears(EntryKey key) {
    return which.test(key);
  }

  /** Under the shard's lock, so that changes of an entry wait in their order. */
  synchronized void enqueue(Change change) {
    if (closed) {
      return;
    }
    if (waiting.size() == MAX_WAITING) {
      Change oldest = waiting.removeFirst();
      merged.merge(oldest.key(), oldest, Change::then);
    }
    waiting.addLast(change);
  }

  /** After the lock was released. */
  void deliver(Executor executor, Consumer<RuntimeException> onFailure) {
    synchronized (this) {
      if (delivering || waiting.isEmpty()) {
        return;
      }
      delivering = true;
    }
    executor.execute(() -> deliverAll(onFailure));
  }

  private void deliverAll(Consumer<RuntimeException> onFailure) {
    for (Change next = next(); next != null; next = next()) {
      try {
        listener.changed(next);
      } catch (RuntimeException e) {
        onFailure.accept(e);
      }
    }
  }

  private synchronized @Nullable Change next() {
    Iterator<Change> oldest = merged.values().iterator();
    if (oldest.hasNext()) {
      Change next = oldest.next();
      oldest.remove();
      return next;
    }
    Change next = waiting.pollFirst();
    delivering = next != null;
    return next;
  }

  /** No change is delivered any more once one that is being delivered has been. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      merged.clear();
      waiting.clear();
    }
    onClose.accept(this);
  }
}
