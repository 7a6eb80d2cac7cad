package io.rejoin.simulator.maelstrom;

import io.rejoin.node.port.Notices;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code rejoin maelstrom}: a node for Maelstrom to start. One thread reads, the caller's owns the
 * node; standard output carries nothing but messages.
 */
@CommandLine.Command(
    name = "maelstrom",
    description = "Runs a node that Maelstrom, Jepsen's workbench, can start and check:"
        + " JSON lines on standard input and output, until the input ends.",
    mixinStandardHelpOptions = true)
public final class MaelstromCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(MaelstromCommand.class);
  private static final long TICK = Duration.ofMillis(10).toNanos();
  private static final int MAX_WAITING_LINES = 1_024;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description =
          "broadcast, g-set, g-counter or pn-counter" + " (default: whatever is written first).")
  private @Nullable String workload;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final InputStream in;
  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MAX_WAITING_LINES);

  public MaelstromCommand() {
    this(System.in);
  }

  MaelstromCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Workload> named = Optional.ofNullable(workload).map(MaelstromCommand::workload);
    PrintWriter out = spec.commandLine().getOut();
    MaelstromNode node = new MaelstromNode(
        new MaelstromNode.Ports(
            out::println, InstantSource.system(), new SecureRandom(), new Log()),
        named);
    Thread reader = new Thread(this::read, "rejoin-maelstrom-stdin");
    reader.setDaemon(true);
    reader.start();
    serve(node, out);
    node.close();
    out.flush();
    return 0;
  }

  private static Workload workload(String name) {
    return Workload.named(name)
        .orElseThrow(() ->
            new BadInput("--workload is one of " + List.of(Workload.values()) + ", not " + name));
  }

  private void serve(MaelstromNode node, PrintWriter out) throws InterruptedException {
    long nextTick = System.nanoTime();
    while (true) {
      long wait = nextTick - System.nanoTime();
      Optional<String> line = lines.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
      if (line != null) {
        if (line.isEmpty()) {
          return;
        }
        node.receive(line.get());
      }
      long now = System.nanoTime();
      if (now - nextTick >= 0) {
        nextTick = now + TICK;
        node.tick(now);
        if (out.checkError()) {
          LOG.warn("nobody reads standard output any more");
          return;
        }
      }
    }
  }

  private void read() {
    Lines source = new Lines(in);
    try {
      Optional<String> line = source.next();
      while (line.isPresent()) {
        lines.put(line);
        line = source.next();
      }
      lines.put(line);
    } catch (IOException broken) {
      LOG.warn("standard input cannot be read", broken);
      end();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    try {
      lines.put(Optional.empty());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The log goes to standard error. */
  private static final class Log implements Notices {
    @Override
    public void info(String text) {
      LOG.info(text);
    }

    @Override
    public void warn(String text) {
      LOG.warn(text);
    }
  }
}
