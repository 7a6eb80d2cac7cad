package io.rejoin.simulator.world;

import java.util.Arrays;

/**
 * Events by time, those of one time in the order in which they were added. A heap of four children
 * per node over plain arrays: half as deep as a binary one, and no object per event but the event.
 */
final class EventHeap {
  private static final int CHILDREN = 4;

  private long[] times = new long[64];
  private long[] orders = new long[64];
  private Runnable[] events = new Runnable[64];
  private int size;
  private long added;

  boolean isEmpty() {
    return size == 0;
  }

  /** The time of the next event. */
  long nextTime() {
    if (size == 0) {
      throw new IllegalStateException("no event");
    }
    return times[0];
  }

  void add(long time, Runnable event) {
    if (size == times.length) {
      int larger = size * 2;
      times = Arrays.copyOf(times, larger);
      orders = Arrays.copyOf(orders, larger);
      events = Arrays.copyOf(events, larger);
    }
    long order = added++;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (times[parent] <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    set(hole, time, order, event);
  }

  Runnable remove() {
    if (size == 0) {
      throw new IllegalStateException("no event");
    }
    Runnable first = events[0];
    int last = --size;
    Runnable event = events[last];
    events[last] = EventHeap::nothing;
    if (last > 0) {
      sink(times[last], orders[last], event);
    }
    return first;
  }

  /** Finds the place for what was last, from the top down. */
  private void sink(long time, long order, Runnable event) {
    int hole = 0;
    while (true) {
      int least = leastChild(hole);
      if (least < 0 || !isBefore(times[least], orders[least], time, order)) {
        break;
      }
      move(least, hole);
      hole = least;
    }
    set(hole, time, order, event);
  }

  private static void nothing() {
    // What a place in the array holds when no event does.
  }

  private int leastChild(int parent) {
    int first = parent * CHILDREN + 1;
    if (first >= size) {
      return -1;
    }
    int least = first;
    for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
      if (isBefore(times[child], orders[child], times[least], orders[least])) {
        least = child;
      }
    }
    return least;
  }

  private static boolean isBefore(long time, long order, long otherTime, long otherOrder) {
    return time < otherTime || (time == otherTime && order < otherOrder);
  }

  private void move(int from, int to) {
    set(to, times[from], orders[from], events[from]);
  }

  private void set(int at, long time, long order, Runnable event) {
    times[at] = time;
    orders[at] = order;
    events[at] = event;
  }
}
