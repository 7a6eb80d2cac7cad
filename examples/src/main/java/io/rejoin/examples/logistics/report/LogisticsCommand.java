package io.rejoin.examples.logistics.report;

import io.rejoin.examples.logistics.Depot;
import io.rejoin.examples.logistics.voyage.Beat;
import io.rejoin.examples.logistics.voyage.Outcome;
import io.rejoin.examples.logistics.voyage.Plan;
import io.rejoin.examples.logistics.voyage.Ship;
import io.rejoin.examples.logistics.voyage.Story;
import io.rejoin.examples.terminal.Style;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.Main;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin example logistics}: three days of depots and ships, in simulated time. */
@CommandLine.Command(
    name = "logistics",
    description = {
      "Four depots and two ships that are at sea for days: manifests, containers, positions and"
          + " scans, through a broken cable and two voyages, in simulated time.",
      "Ends with 0 only if every promise held at every site."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class LogisticsCommand implements Command {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(names = "--seed", description = "Draws the daily work.", defaultValue = "1")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a page with a map and a chart; one HTML file.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print the summary as one JSON object in the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (report != null && !Files.isDirectory(folderOf(report))) {
      throw new BadInput("--report: there is no directory " + folderOf(report));
    }
    boolean coloured = CommandLine.Help.Ansi.AUTO.enabled();
    PrintWriter out = spec.commandLine().getOut();
    Plan plan = Plan.real();
    introduce(out, plan, coloured);
    Outcome outcome = play(plan, out, coloured);
    new Summary(out, coloured).print(outcome);
    if (report != null) {
      Files.writeString(report, VoyagePage.of(outcome));
      out.println("  The map: " + report);
    }
    if (json) {
      out.println(Json.line(Summary.json(outcome)));
    }
    out.flush();
    return outcome.isGood() ? 0 : Main.FAILED;
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static void introduce(PrintWriter out, Plan plan, boolean coloured) {
    out.println("  Depots: "
        + String.join(", ", plan.sites().subList(0, plan.depots().size())) + ". Ships: "
        + String.join(", ", plan.ships().stream().map(Ship::name).toList()) + ".");
    out.println(Style.DIM.on(
        "  Three days in the simulator's time; messages take as long as the distance says.",
        coloured));
    out.flush();
  }

  private Outcome play(Plan plan, PrintWriter out, boolean coloured) throws IOException {
    Path folder = Files.createTempDirectory("rejoin-logistics");
    try (Story story =
        new Story(plan, seed, Depot::new, folder, beat -> tell(out, beat, coloured))) {
      return story.play();
    } finally {
      delete(folder);
    }
  }

  private static void tell(PrintWriter out, Beat beat, boolean coloured) {
    out.println("  " + Style.DIM.on(beat.when(), coloured) + "  " + beat.text());
    out.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
