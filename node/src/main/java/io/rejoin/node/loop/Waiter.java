package io.rejoin.node.loop;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where somebody waits for what the grid learns. Questions are asked on the loop's
 * thread whenever it learned something; time-outs are answers like others.
 */
public final class Waiter {

  /**
   * What somebody waits for. Asked on the loop's thread only.
   *
   * @param <A> the answer, whether in time or not
   */
  public interface Question<A> {
    /** Whether there is nothing more to wait for. Cheap. */
    boolean isSettled();

    /** What is known now. */
    A answer();
  }

  private static final Duration LONGEST = Duration.ofDays(365);

  private final ScheduledExecutorService loop;
  private final int limit;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Wait<?>> waits = new LinkedHashSet<>();
  private boolean closed;

  private final class Wait<A> {
    private final Question<A> question;
    private final CompletableFuture<A> future = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> timer;

    Wait(Question<A> question) {
      this.question = question;
    }

    void begin(Duration timeout) {
      if (closed || question.isSettled()) {
        end();
      } else {
        waits.add(this);
        timer = loop.schedule(this::expire, nanos(timeout), TimeUnit.NANOSECONDS);
      }
    }

    void expire() {
      waits.remove(this);
      end();
    }

    void end() {
      ScheduledFuture<?> running = timer;
      if (running != null) {
        running.cancel(false);
      }
      if (!future.isDone()) {
        open.decrementAndGet();
        future.complete(question.answer());
      }
    }
  }

  /**
   * Makes a waiter.
   *
   * @param limit how many may wait at one time
   */
  public Waiter(ScheduledExecutorService loop, int limit) {
    this.loop = loop;
    this.limit = limit;
  }

  /**
   * The answer, as soon as the question is settled or the time is over. Completed on the loop's
   * thread: what follows must be short or go elsewhere.
   *
   * @throws RejectedExecutionException if too many wait already
   */
  public <A> CompletableFuture<A> ask(Question<A> question, Duration timeout) {
    return begin(question, timeout, limit).future;
  }

  /**
   * Blocks until the question is settled or the time is over, and gives the answer. An interrupt
   * ends the waiting early and stays set.
   *
   * @throws RejectedExecutionException if too many wait already
   */
  public <A> A await(Question<A> question, Duration timeout) {
    return answer(begin(question, timeout, limit));
  }

  /** The same for the node itself, however many others wait. */
  <A> A awaitAsNode(Question<A> question, Duration timeout) {
    return answer(begin(question, timeout, Integer.MAX_VALUE));
  }

  private <A> Wait<A> begin(Question<A> question, Duration timeout, int max) {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      throw new RejectedExecutionException("more than " + max + " wait");
    }
    Wait<A> wait = new Wait<>(question);
    inLoop(() -> wait.begin(timeout), wait);
    return wait;
  }

  private <A> A answer(Wait<A> wait) {
    try {
      return wait.future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      inLoop(wait::expire, wait);
      return wait.future.join();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static long nanos(Duration timeout) {
    return (timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout).toNanos();
  }

  private void inLoop(Runnable task, Wait<?> wait) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      wait.end();
    }
  }

  /** Asks every question again; on the loop's thread. */
  void learned() {
    if (waits.isEmpty()) {
      return;
    }
    waits.removeIf(wait -> {
      boolean settled = wait.question.isSettled();
      if (settled) {
        wait.end();
      }
      return settled;
    });
  }

  /** Answers everybody, also later ones, with what is known; on the loop's thread, when it ends. */
  void close() {
    closed = true;
    waits.forEach(Wait::end);
    waits.clear();
  }
}
