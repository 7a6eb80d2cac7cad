package io.rejoin.simulator.report;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.report.Recording.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A run on a terminal: one line per transition while it goes on, at the end what came of it. No
 * line says anything by its colour alone.
 */
public final class Terminal {
  private static final int WHAT_WIDTH = 48;
  private static final int NAME_WIDTH = 26;
  private static final Set<String> GOOD = Set.of("HEAL", "END", "UP", "JOIN", "CONVERGED");

  private final boolean colours;
  private final long origin;

  /** The codes of ECMA-48 that terminals understand. */
  private enum Colour {
    GREEN("\u001b[32m"),
    YELLOW("\u001b[33m"),
    RED("\u001b[1;31m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /**
   * A writer of lines.
   *
   * @param colours whether whoever reads sees colours
   * @param warmup before the times that people count
   */
  public Terminal(boolean colours, Duration warmup) {
    this.colours = colours;
    origin = warmup.toNanos();
  }

  /**
   * The line of a transition. While clients write, roots differ though all have caught up; so a
   * line that says so does not count them.
   */
  public String line(Transition transition) {
    String kind = pad(transition.kind(), 5);
    String what = pad(kind + " " + transition.what(), WHAT_WIDTH);
    String available = transition.attempted() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "  avail %s (%s/%s)",
            Figures.share(transition.answered(), transition.attempted()),
            Figures.count(transition.answered()),
            Figures.count(transition.attempted()));
    boolean converged = transition.kind().equals("CONVERGED");
    String roots = converged ? "" : "  roots " + transition.roots();
    Colour colour = GOOD.contains(transition.kind()) ? Colour.GREEN : Colour.YELLOW;
    String said = (what + roots + available).stripTrailing();
    int end = Math.min(what.length(), said.length());
    return "t=" + pad(Figures.clock(transition.time() - origin), 9) + "  "
        + coloured(colour, said.substring(0, end)) + said.substring(end);
  }

  /** What came of the run, line by line. */
  public List<String> conclusion(RunSummary run, Whereabouts where) {
    List<String> lines = new ArrayList<>();
    run.checks().forEach(finding -> lines.add(line(finding)));
    lines.add("");
    lines.add(coloured(colourOf(run.verdict()), run.verdict().name()) + "  " + run.scenario()
        + ", seed " + run.seed());
    run.violated().ifPresent(finding -> {
      lines.add("  check   " + finding.check() + ": " + finding.detail());
      where.firstBad().ifPresent(operation -> lines.add("  first   " + operation));
      lines.add("  replay  " + run.replay());
    });
    where.report().ifPresent(file -> lines.add("  report  " + file));
    where.shrunk().ifPresent(file -> lines.add("  shrunk  " + file));
    lines.addAll(figures(run));
    return lines;
  }

  private String line(Finding finding) {
    String verdict = pad(JsonLines.word(finding.verdict()), 9);
    String detail = finding.detail().isEmpty() ? "" : "  " + finding.detail();
    return pad(finding.check(), NAME_WIDTH) + "  "
        + coloured(colourOf(finding.verdict()), verdict) + "  "
        + String.format(Locale.ROOT, "%12s", Figures.count(finding.evidence())) + detail;
  }

  private static List<String> figures(RunSummary run) {
    double wall = Math.max(run.wallSeconds(), 1e-9);
    RunSummary.Operations operations = run.operations();
    RunSummary.Traffic bytes = run.bytes();
    String converged = run.convergedMillis().isPresent()
        ? "converged in " + Figures.span(run.convergedMillis().getAsLong() * 1_000_000)
        : "not converged";
    return List.of(
        run.nodes() + " nodes, " + span(run.simulatedSeconds()) + " simulated in "
            + span(run.wallSeconds()) + " (" + Figures.plain(run.simulatedSeconds() / wall) + "x), "
            + Figures.count(run.events()) + " events ("
            + Figures.count((long) (run.events() / wall)) + "/s)",
        Figures.count(operations.attempted()) + " operations: "
            + Figures.count(operations.ok()) + " ok, " + Figures.count(operations.refused())
            + " refused, " + Figures.count(operations.failed()) + " failed; at nodes cut off "
            + Figures.count(run.duringFaults().ok()) + "/"
            + Figures.count(run.duringFaults().attempted()),
        Figures.bytes(bytes.total()) + ": deltas " + Figures.bytes(bytes.delta()) + ", repair "
            + Figures.bytes(bytes.repair()) + ", membership "
            + Figures.bytes(bytes.membership()) + betweenSites(bytes) + "; " + converged,
        "trace " + run.traceHash() + ", version " + run.version());
  }

  private static String betweenSites(RunSummary.Traffic bytes) {
    long all = 0;
    long delta = 0;
    for (RunSummary.Crossing crossing : bytes.betweenSites()) {
      all += crossing.bytes();
      delta += crossing.delta();
    }
    return bytes.betweenSites().isEmpty()
        ? ""
        : "; between sites " + Figures.bytes(all) + ", deltas " + Figures.bytes(delta);
  }

  private static String span(double seconds) {
    return Figures.span((long) (seconds * 1e9));
  }

  private static Colour colourOf(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Colour.GREEN;
      case UNKNOWN -> Colour.YELLOW;
      case VIOLATION -> Colour.RED;
    };
  }

  private String coloured(Colour colour, String text) {
    return colours ? colour.code + text + "\u001b[0m" : text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
