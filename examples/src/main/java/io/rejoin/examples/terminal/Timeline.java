package io.rejoin.examples.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells what happens while it happens: one line per event, with the seconds since the start. On a
 * terminal the last line moves; elsewhere it is left out.
 */
public final class Timeline implements AutoCloseable {
  private static final long REFRESH_MS = 200;
  private static final String ERASE_LINE = "\r\033[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(Timeline::daemon);
  private boolean ended;
  private Supplier<String> moving = () -> "";

  public Timeline(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    if (terminal) {
      var unused = refresher.scheduleWithFixedDelay(
          this::refresh, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "timeline");
    thread.setDaemon(true);
    return thread;
  }

  /** An event; it stays on the screen. */
  public synchronized void event(Style style, String what, String detail) {
    String time = "%6.1f s".formatted((nanos.getAsLong() - start) / 1e9);
    out.println((terminal ? ERASE_LINE : "")
        + Style.DIM.on(time, terminal)
        + "  "
        + style.on("%-8s".formatted(what), terminal)
        + " "
        + detail);
    out.flush();
  }

  /** A line more of the last event. */
  public synchronized void more(String line) {
    out.println((terminal ? ERASE_LINE : "") + "                   " + line);
    out.flush();
  }

  /** What the moving last line says from now on. */
  public synchronized void moving(Supplier<String> text) {
    moving = text;
  }

  private synchronized void refresh() {
    String text = moving.get();
    if (!ended && !text.isEmpty()) {
      out.print(ERASE_LINE + Style.DIM.on("          " + text, true));
      out.flush();
    }
  }

  /** Nothing moves any more; the screen is free for others. */
  public void end() {
    refresher.shutdownNow();
    synchronized (this) {
      if (terminal && !ended) {
        out.print(ERASE_LINE);
        out.flush();
      }
      ended = true;
    }
  }

  @Override
  public void close() {
    end();
  }
}
