package io.rejoin.node.loop;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an application's code on a thread of its own, one piece after the other. What it throws is
 * logged and harms nothing; if it is slow, only other pieces of an application's code wait.
 *
 * <p>The queue is as long as its users make it, and both are bounded: a {@link Subscription} stands
 * in it at most once, a confirmation once for each operation that is waited for.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor thread;

  public Dispatcher(String threadName) {
    thread = new ThreadPoolExecutor(
        1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          Thread made = new Thread(task, threadName);
          made.setDaemon(true);
          return made;
        });
    thread.allowCoreThreadTimeOut(true);
  }

  /** Runs it later; after {@link #close} it is dropped. */
  public void execute(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException closed) {
      LOG.trace("closed", closed);
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError failure) {
      LOG.error("a listener failed; the grid is not affected", failure);
    }
  }

  /** Runs what is queued, for a bounded time, and ends the thread. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
