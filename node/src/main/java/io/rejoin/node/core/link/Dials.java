package io.rejoin.node.core.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dials under way and addresses to be left alone for a while. */
final class Dials {
  /** Dials of one address that may be under way at once: long round trips outlive the interval. */
  static final int MAX_PENDING = 4;

  private static final int MAX_ADDRESSES = 8_192;

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final long patience;
  private long count;

  private static final class Line {
    private final Deque<Long> pending = new ArrayDeque<>();
    private long pausedUntil = Long.MIN_VALUE;
  }

  /** Dials count as under way for {@code patience} nanoseconds. */
  Dials(long patience) {
    this.patience = patience;
  }

  /** Notes a dial, unless there are enough of that address or it is to be left alone. */
  boolean start(String address, long now) {
    Line line = line(address);
    while (!line.pending.isEmpty() && now - line.pending.peekFirst() > patience) {
      line.pending.removeFirst();
    }
    if (now < line.pausedUntil || line.pending.size() >= MAX_PENDING) {
      return false;
    }
    line.pending.addLast(now);
    return true;
  }

  /** A dial succeeded; the number is higher than that of every dial before. */
  long opened() {
    return ++count;
  }

  /** A dial has come to an end, good or bad. */
  void ended(String address) {
    line(address).pending.pollFirst();
  }

  void pause(String address, long until) {
    line(address).pausedUntil = until;
  }

  private Line line(String address) {
    if (lines.size() >= MAX_ADDRESSES && !lines.containsKey(address)) {
      lines.remove(lines.keySet().iterator().next());
    }
    return lines.computeIfAbsent(address, unknown -> new Line());
  }
}
