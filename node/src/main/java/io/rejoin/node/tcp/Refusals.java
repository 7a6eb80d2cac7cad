package io.rejoin.node.tcp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the transport turned away and logs at most one line a second about it. */
final class Refusals {
  enum Reason {
    NOT_REJOIN("not-rejoin"),
    FRAME_SIZE("frame-size"),
    SILENT("silent"),
    TOO_MANY_CONNECTIONS("too-many-connections"),
    NOT_SENT("not-sent");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final Map<Reason, AtomicLong> counts = new EnumMap<>(Reason.class);
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

  Refusals() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new AtomicLong());
    }
  }

  void count(Reason reason, String detail) {
    long sofar = of(reason).incrementAndGet();
    long now = System.nanoTime();
    long due = nextLine.get();
    if (now - due >= 0 && nextLine.compareAndSet(due, now + LOG_INTERVAL)) {
      LOG.warn("refused ({}, {} so far): {}", reason.text, sofar, detail);
    }
  }

  private AtomicLong of(Reason reason) {
    return Objects.requireNonNull(counts.get(reason));
  }

  Map<String, Long> byReason() {
    Map<String, Long> result = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      long count = of(reason).get();
      if (count > 0) {
        result.put(reason.text, count);
      }
    }
    return result;
  }
}
