package io.rejoin.server.cli;

import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.server.Attended;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.http.HttpApi;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin node}: a node of the grid as a process, until a signal ends it. */
@CommandLine.Command(
    name = "node",
    description = "Runs a node of the grid until it is told to stop (SIGTERM, Ctrl-C).",
    mixinStandardHelpOptions = true)
public final class NodeCommand implements Command {
  static final String DEFAULT_HTTP = "127.0.0.1:7070";
  private static final int MAX_SECONDS_TO_STOP = 8;
  private static final long STAY = -1;
  private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration file (HOCON).")
  private Path config = Path.of("");

  @Option(
      names = "--exit-with-parent",
      paramLabel = "PID",
      arity = "0..1",
      fallbackValue = "0",
      description = "Stop when the process that started this one has ended. Name it by its id"
          + " if it may end while this one still starts.")
  private long exitWithParent = STAY;

  @Option(names = "--json", description = "Print the line that says 'ready' as JSON.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "rejoin-stop"));
    if (exitWithParent != STAY) {
      Optional<ProcessHandle> parent =
          exitWithParent == 0 ? ProcessHandle.current().parent() : ProcessHandle.of(exitWithParent);
      Attended.by(parent, stop::countDown);
    }
    try {
      run();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private void run() throws InterruptedException {
    GridConfig parsed = NodeConfig.parse(config);
    try (HttpApi http = http(parsed.http().orElse(DEFAULT_HTTP));
        Grid grid = Grid.start(parsed)) {
      http.serve(grid);
      PrintWriter out = spec.commandLine().getOut();
      out.println(ready(text(http.address()), grid));
      AtomicReference<String> ousted = new AtomicReference<>();
      var unused = grid.stopped().thenAccept(why -> {
        ousted.set(why);
        stop.countDown();
      });
      stop.await();
      if (grid.hasLeft()) {
        LOG.info("stopping: {}", ousted.get());
        return;
      }
      if (ousted.get() != null) {
        throw new CommandFailed(ousted.get());
      }
      LOG.info("stopping: what was written here is handed to linked peers");
    } catch (GridException.CannotStart e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static HttpApi http(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replace("[", "").replace("]", "");
    InetSocketAddress socket =
        new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    try {
      if (socket.isUnresolved()) {
        throw new BadInput("rejoin.http.listen: the host of " + address + " is not known here");
      }
      return HttpApi.bind(socket);
    } catch (IOException e) {
      throw new BadInput(
          "cannot serve HTTP at " + address + ": " + e.getMessage() + " (rejoin.http.listen)", e);
    }
  }

  private String ready(String http, Grid grid) {
    String address = grid.address().orElse("outbound-only");
    if (json) {
      return Json.line(Json.object()
          .put("http", http)
          .put("grid", address)
          .put("id", grid.id().toString()));
    }
    return "ready http=" + http + " grid=" + address + " id=" + grid.id();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private void stop() {
    stop.countDown();
    try {
      if (!stopped.await(MAX_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        LOG.warn("did not stop within {} s", MAX_SECONDS_TO_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
