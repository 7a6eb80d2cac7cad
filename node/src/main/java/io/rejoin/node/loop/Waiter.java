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

  /** The thread that learns things, and how others wait for it. */
  public interface Loop {
    /**
     * Runs something on the loop's thread.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    void execute(Runnable task);

    /** Runs something on the loop's thread later, unless what this gives back is run before. */
    Runnable schedule(Runnable task, long nanos);

    /** Blocks the calling thread until there is an answer. */
    <A> A join(CompletableFuture<A> answer) throws InterruptedException;

    /** The loop of an executor with one thread. */
    static Loop of(ScheduledExecutorService thread) {
      return new ThreadLoop(thread);
    }
  }

  private record ThreadLoop(ScheduledExecutorService thread) implements Loop {
    @Override
    public void execute(Runnable task) {
      thread.execute(task);
    }

    @Override
    public Runnable schedule(Runnable task, long nanos) {
      ScheduledFuture<?> timer = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
      return () -> timer.cancel(false);
    }

    @Override
    public <A> A join(CompletableFuture<A> answer) throws InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static final Duration LONGEST = Duration.ofDays(365);

  private final Loop loop;
  private final int limit;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Wait<?>> waits = new LinkedHashSet<>();
  private boolean closed;

  private final class Wait<A> {
    private final Question<A> question;
    private final CompletableFuture<A> future = new CompletableFuture<>();
    private @Nullable Runnable cancel;

    Wait(Question<A> question) {
      this.question = question;
    }

    void begin(Duration timeout) {
      if (closed || question.isSettled()) {
        end();
      } else {
        waits.add(this);
        cancel = loop.schedule(this::expire, nanos(timeout));
      }
    }

    void expire() {
      waits.remove(this);
      end();
    }

    void end() {
      Runnable timer = cancel;
      if (timer != null) {
        timer.run();
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
  public Waiter(Loop loop, int limit) {
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
      return loop.join(wait.future);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      inLoop(wait::expire, wait);
      return wait.future.join();
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
  public void learned() {
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
  public void close() {
    closed = true;
    waits.forEach(Wait::end);
    waits.clear();
  }
}
