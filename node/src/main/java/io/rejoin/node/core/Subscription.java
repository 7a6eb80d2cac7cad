package io.rejoin.node.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener and the changes that wait for it, at most {@value #MAX_WAITING}. */
public final class Subscription implements AutoCloseable {
  static final int MAX_WAITING = 1_024;

  private final ChangeListener listener;
  private final Consumer<Subscription> onClose;
  private final Deque<Change> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean closed;
  private long skipped;

  Subscription(ChangeListener listener, Consumer<Subscription> onClose) {
    this.listener = listener;
    this.onClose = onClose;
  }

  /** Under the shard's lock, so that changes of an entry wait in their order. */
  synchronized void enqueue(Change change) {
    if (closed) {
      return;
    }
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst();
      skipped++;
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
    Change next = waiting.pollFirst();
    if (next == null) {
      delivering = false;
      return null;
    }
    long missed = skipped;
    skipped = 0;
    return missed == 0
        ? next
        : new Change(next.key(), next.before(), next.after(), next.local(), missed);
  }

  /** No change is delivered any more once one that is being delivered has been. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
    onClose.accept(this);
  }
}
