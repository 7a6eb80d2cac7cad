package io.rejoin.examples.demo.replay;

import io.rejoin.examples.demo.shop.Shopper;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Plays a day as fast as the grid allows: visits begin in the order of their time, a shopper's next
 * visit begins after the answer to the one before, and nothing begins that is later than the time
 * to which the day is let go on.
 */
public final class Replay implements AutoCloseable {
  /** Later than every visit. */
  public static final double END_OF_DAY = 1.0;

  /** Does one visit and returns when it is answered. */
  public interface Door {
    void visit(Shopper shopper, int visit);
  }

  private record Next(double time, Shopper shopper, int visit) implements Comparable<Next> {
    @Override
    public int compareTo(Next other) {
      return Double.compare(time, other.time);
    }
  }

  private final Door door;
  private final PriorityQueue<Next> waiting = new PriorityQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private double limit;
  private double now;
  private int busy;
  private boolean closed;
  private @Nullable Throwable failure;

  public Replay(List<Shopper> shoppers, int shoppersAtOnce, Door door) {
    this.door = door;
    shoppers.forEach(shopper -> enqueue(shopper, 0));
    for (int i = 0; i < shoppersAtOnce; i++) {
      Thread thread = new Thread(this::work, "shopper-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Lets the day go on until just before this time. */
  public synchronized void goOnUntil(double time) {
    limit = time;
    notifyAll();
  }

  /** Waits until visits of this time have begun. */
  public synchronized void awaitTime(double time) throws InterruptedException {
    while (now < time && !quiet()) {
      wait();
    }
    rethrow();
  }

  /** Waits until everything that may happen has happened and is answered. */
  public synchronized void awaitQuiet() throws InterruptedException {
    while (!quiet()) {
      wait();
    }
    rethrow();
  }

  private boolean quiet() {
    return busy == 0 && (closed || !mayBegin());
  }

  private boolean mayBegin() {
    Next next = waiting.peek();
    return next != null && next.time() < limit;
  }

  private void rethrow() {
    if (failure != null) {
      throw new IllegalStateException("the replay broke off", failure);
    }
  }

  private void work() {
    for (Next next = take(); next != null; next = take()) {
      try {
        door.visit(next.shopper(), next.visit());
        finished(next);
      } catch (RuntimeException | Error e) {
        breakOff(e);
      }
    }
  }

  private synchronized @Nullable Next take() {
    try {
      while (!closed && !mayBegin()) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    if (closed) {
      return null;
    }
    Next next = waiting.remove();
    busy++;
    if (next.time() > now) {
      now = next.time();
      notifyAll();
    }
    return next;
  }

  private synchronized void finished(Next done) {
    busy--;
    enqueue(done.shopper(), done.visit() + 1);
    notifyAll();
  }

  private synchronized void breakOff(Throwable cause) {
    busy--;
    closed = true;
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  private void enqueue(Shopper shopper, int visit) {
    if (visit < shopper.visits().size()) {
      waiting.add(new Next(shopper.visits().get(visit).time(), shopper, visit));
    }
  }

  /** Nothing begins any more. Does not wait for visits under way. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
