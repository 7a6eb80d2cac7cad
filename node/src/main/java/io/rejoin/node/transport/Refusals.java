package io.rejoin.node.transport;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Counts what a transport turned away and logs at most one line a second about it. */
public final class Refusals {
  /** A frame that is too large, or for which there was no room. */
  public static final String NOT_SENT = "not-sent";

  public static final String TOO_MANY_CONNECTIONS = "too-many-connections";

  private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

  public Refusals(Logger log) {
    this.log = log;
  }

  /** Counts one; {@code reason} is one of a few words. */
  public void count(String reason, String detail) {
    long sofar = counts.computeIfAbsent(reason, first -> new AtomicLong()).incrementAndGet();
    long now = System.nanoTime();
    long due = nextLine.get();
    if (now - due >= 0 && nextLine.compareAndSet(due, now + LOG_INTERVAL)) {
      log.warn("refused ({}, {} so far): {}", reason, sofar, detail);
    }
  }

  public Map<String, Long> byReason() {
    Map<String, Long> result = new TreeMap<>();
    counts.forEach((reason, count) -> result.put(reason, count.get()));
    return result;
  }
}
