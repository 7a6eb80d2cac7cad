package io.rejoin.simulator.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread for code that may block. It and the simulation pass a baton: one of them runs at a time,
 * so that a run with blocking code is as deterministic as one without. While the code waits for an
 * answer, simulated time passes.
 */
final class ClientThread implements AutoCloseable {
  private static final ThreadLocal<ClientThread> HERE = new ThreadLocal<>();

  private final Semaphore turn = new Semaphore(0);
  private final Semaphore simulation = new Semaphore(0);
  private final Thread thread;
  private final Consumer<Throwable> onFailure;
  private @Nullable Runnable step;
  private boolean busy;
  private boolean ended;

  /** Thrown where code waits when the simulation is over. */
  private static final class Over extends Error {
    private static final long serialVersionUID = 1;

    Over() {
      super("the simulation is over", null, false, false);
    }
  }

  /** {@code onFailure} hears, while the simulation waits, of what a step throws. */
  ClientThread(String name, Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** The thread that calls this, if it is one of these. */
  static @Nullable ClientThread current() {
    return HERE.get();
  }

  /** Whether the last step still waits for something. */
  boolean isBusy() {
    return busy;
  }

  /** Runs a step until it ends or waits; called by the simulation, not while busy. */
  void begin(Runnable next) {
    if (busy || ended) {
      throw new IllegalStateException(thread.getName() + " is busy");
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    busy = true;
    step = next;
    passOn();
  }

  /** Lets the thread run until it ends its step or waits again. */
  private void passOn() {
    turn.release();
    simulation.acquireUninterruptibly();
  }

  private void run() {
    HERE.set(this);
    turn.acquireUninterruptibly();
    while (!ended) {
      Runnable now = step;
      if (now != null) {
        carryOut(now);
      }
      busy = false;
      if (!ended) {
        simulation.release();
        turn.acquireUninterruptibly();
      }
    }
    simulation.release();
  }

  private void carryOut(Runnable now) {
    try {
      now.run();
    } catch (Over over) {
      ended = true;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError failure) {
      onFailure.accept(failure);
    }
  }

  /**
   * Waits, on this thread, for what the simulation brings.
   *
   * @param later runs something in the simulation, after what it does now
   */
  <A> A join(CompletableFuture<A> answer, Consumer<Runnable> later) {
    if (!answer.isDone()) {
      CompletableFuture<A> woken =
          answer.whenComplete((value, failure) -> later.accept(this::passOn));
      simulation.release();
      turn.acquireUninterruptibly();
      if (ended) {
        throw new Over();
      }
      return woken.join();
    }
    return answer.join();
  }

  /** Ends the thread, also one that waits. */
  @Override
  public void close() {
    if (ended || thread.getState() == Thread.State.NEW) {
      return;
    }
    ended = true;
    turn.release();
    simulation.acquireUninterruptibly();
  }
}
