package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.Limits;
import io.rejoin.Subscription;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.ChangeListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of an application: not more than the limit, and no failure leaves one. */
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final Limits limits;
  private final AtomicInteger listeners = new AtomicInteger();

  Listening(Limits limits) {
    this.limits = limits;
  }

  Subscription add(
      ChangeListener listener, Function<ChangeListener, io.rejoin.node.core.Subscription> begin) {
    try {
      limits.checkListeners(listeners.incrementAndGet());
    } catch (GridException tooMany) {
      listeners.decrementAndGet();
      throw tooMany;
    }
    io.rejoin.node.core.Subscription heard = begin.apply(change -> guarded(listener, change));
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        listeners.decrementAndGet();
        heard.close();
      }
    };
  }

  private static void guarded(ChangeListener listener, Change change) {
    try {
      listener.changed(change);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failure) {
      LOG.error("a listener of {} failed; the grid is not affected", change.key(), failure);
    }
  }
}
