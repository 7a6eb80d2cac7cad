package io.rejoin.examples.shop;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.data.Ports;
import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.terminal.Page;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens the shop for browsers, or plays its story. */
@CommandLine.Command(
    name = "shop",
    description = {
      "A web shop of three sites, each of which sells while it is cut off from the others.",
      "Opens it for browsers until Ctrl-C; with --story it plays a cut by itself, tells what"
          + " happens, and ends with 0 only if nothing was lost or sold twice."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ShopCommand implements Command {
  private static final int SITES = 3;
  private static final int CUSTOMERS = 60;
  private static final int MOST_PORT = 65_535;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      description = "The first site's, the others have those that follow; 0: any that are free.",
      defaultValue = "8081")
  private int port;

  @Option(names = "--story", description = "Play the story, without a browser, and end.")
  private boolean story;

  @Option(names = "--seed", description = "Draws what is made up.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print the story's summary in the last line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<String> sites =
        Ports.load().sites(SITES).stream().map(Port::siteName).toList();
    if (json && !story) {
      throw new BadInput("--json is the summary of the story: give --story too");
    }
    if (port < 0 || port > MOST_PORT - SITES) {
      throw new BadInput("--port is %d and must be 0 to %d".formatted(port, MOST_PORT - SITES));
    }
    return story ? play(sites) : open(sites);
  }

  private int play(List<String> sites) throws InterruptedException {
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    try (Timeline timeline = new Timeline(out(), terminal, System::nanoTime);
        LocalGrid grid = LocalGrid.start("shop", sites)) {
      StorySummary summary = new ShopStory(grid, timeline, CUSTOMERS, seed).play();
      timeline.end();
      summary.print(new Page(out(), terminal));
      if (json) {
        out().println(summary.json());
      }
      out().flush();
      return summary.isGood() ? 0 : Main.FAILED;
    }
  }

  private int open(List<String> sites) throws InterruptedException {
    try (ShopSites shops = ShopSites.open(sites, port, seed)) {
      out().println("The shop is open, at three sites of one grid:");
      shops.urls().forEach((site, url) -> out().printf("  %-12s %s%n", site, url));
      out().println("Open two of them side by side, cut one off, and buy the same last piece.");
      out().println("It stays open until Ctrl-C.");
      out().flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      throw new BadInput(e.getMessage() + "; take others, such as --port 9081, or --port 0", e);
    }
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
