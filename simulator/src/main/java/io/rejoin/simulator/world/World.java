package io.rejoin.simulator.world;

import java.time.Duration;

/** Virtual time, in nanoseconds from 0, and what is to happen in it. One thread. */
public final class World {
  private final Draws draws;
  private final Trace trace = new Trace();
  private final EventHeap heap = new EventHeap();
  private long now;
  private long steps;

  public World(long seed) {
    draws = new Draws(seed);
  }

  public long now() {
    return now;
  }

  public Draws draws() {
    return draws;
  }

  public Trace trace() {
    return trace;
  }

  /** Events that have happened. */
  public long steps() {
    return steps;
  }

  /** Happens at this time, or now if that is past; after all that was set for the same time. */
  public void at(long time, Runnable event) {
    heap.add(Math.max(time, now), event);
  }

  public void after(long nanos, Runnable event) {
    at(now + nanos, event);
  }

  public void after(Duration time, Runnable event) {
    after(time.toNanos(), event);
  }

  /** Lets everything happen up to this time, and time be this. */
  public void runUntil(long time) {
    while (!heap.isEmpty() && heap.nextTime() <= time) {
      now = heap.nextTime();
      steps++;
      heap.remove().run();
    }
    now = Math.max(now, time);
  }
}
