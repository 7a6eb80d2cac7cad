package io.rejoin.examples.healthcare;

import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.terminal.Page;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.server.BadInput;
import io.rejoin.server.Main;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin example healthcare}: patient records at three clinics and in an ambulance. */
@CommandLine.Command(
    name = "healthcare",
    description = {
      "Patient records at three clinics and in an ambulance, written at all of them while none"
          + " reaches another, and joined.",
      "Ends with 0 only if every promise about the records was kept."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class HealthcareCommand implements Callable<Integer> {
  private static final int MOST_PATIENTS = 1_000;
  private static final int MOST_EDITS = 10_000;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--patients",
      description = "Patients besides those that are told of.",
      defaultValue = "20")
  private int patients;

  @Option(
      names = "--edits",
      description = "Edits of their records at each site during the cut.",
      defaultValue = "100")
  private int edits;

  @Option(names = "--seed", description = "Draws what is edited.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print the summary as one JSON object in the last line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    check("--patients", patients, MOST_PATIENTS);
    check("--edits", edits, MOST_EDITS);
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    Outcome outcome;
    try (Timeline timeline = new Timeline(out(), terminal, System::nanoTime);
        LocalGrid grid = LocalGrid.start("healthcare", ClinicDay.SITES);
        ClinicDay day = new ClinicDay(grid, timeline, seed)) {
      outcome = day.play(patients, edits);
    }
    print(new Page(out(), terminal), outcome);
    if (json) {
      out().println(outcome.json());
    }
    out().flush();
    return outcome.good() ? 0 : Main.FAILED;
  }

  private static void check(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new BadInput("%s is %d and must be 1 to %,d".formatted(option, value, most));
    }
  }

  private static void print(Page page, Outcome outcome) {
    page.line("");
    page.verdict(
        "Nothing was lost, and every conflict was shown.", outcome.good(), outcome.complaints());
    page.row("edits during the cut", "%d, all done at once".formatted(outcome.editsInCut()));
    outcome.healed().ifPresent(time -> page.row("equal after the heal", time.toMillis() + " ms"));
    page.row("audit trails", "%d lines".formatted(outcome.auditLines()));
    page.title("Promises");
    outcome
        .promises()
        .forEach((what, broken) -> page.line("    %s  %s"
            .formatted(
                broken.isEmpty()
                    ? page.bold(Style.GREEN, "kept  ")
                    : page.bold(Style.RED, "broken"),
                what)));
    page.end();
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
