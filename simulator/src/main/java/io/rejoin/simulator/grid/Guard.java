package io.rejoin.simulator.grid;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.link.Refused;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.TransportListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Stands around a process: what it throws, and faults that it reports of itself, are noted as its
 * failures, and the run goes on.
 */
final class Guard implements Executor, Notices {
  private static final String FAULT = ": " + Refused.FAULT + ", ";

  private final Consumer<String> failed;

  Guard(Consumer<String> failed) {
    this.failed = failed;
  }

  @Override
  public void execute(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      failed.accept(trace.toString());
    }
  }

  @Override
  public void info(String text) {
    // Nobody listens.
  }

  @Override
  public void warn(String text) {
    if (text.contains(FAULT)) {
      failed.accept(text);
    }
  }

  /** The listener within this guard. */
  TransportListener around(TransportListener listener) {
    return new TransportListener() {
      @Override
      public void opened(LinkId link, boolean dialled, String address) {
        execute(() -> listener.opened(link, dialled, address));
      }

      @Override
      public void frame(LinkId link, Bytes frame) {
        execute(() -> listener.frame(link, frame));
      }

      @Override
      public void closed(LinkId link, String reason) {
        execute(() -> listener.closed(link, reason));
      }

      @Override
      public void writable(LinkId link) {
        execute(() -> listener.writable(link));
      }
    };
  }
}
