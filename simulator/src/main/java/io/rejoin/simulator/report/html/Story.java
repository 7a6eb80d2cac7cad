package io.rejoin.simulator.report.html;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.report.Figures;
import io.rejoin.simulator.report.Recording;
import io.rejoin.simulator.report.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What happened, in three sentences. */
final class Story {
  private Story() {}

  static List<String> of(RunSummary run, Recording recording) {
    return List.of(who(run, recording), what(run, recording), outcome(run));
  }

  private static String who(RunSummary run, Recording recording) {
    long sites = recording.nodes().stream().map(Recording.Node::site).distinct().count();
    return some(run.nodes(), "node") + " at " + some(sites, "site") + " ran for "
        + Figures.span((long) (run.simulatedSeconds() * 1e9))
        + " of simulated time, and clients tried "
        + some(run.operations().attempted(), "operation") + ".";
  }

  private static String what(RunSummary run, Recording recording) {
    Map<String, Long> kinds = new TreeMap<>();
    recording.windows().forEach(window -> kinds.merge(noun(window.kind()), 1L, Long::sum));
    if (kinds.isEmpty()) {
      return "Nothing befell them.";
    }
    List<String> counts = new ArrayList<>();
    kinds.forEach((kind, count) -> counts.add(some(count, kind)));
    RunSummary.Answered during = run.duringFaults();
    String answered = during.attempted() == 0
        ? ""
        : "; of " + some(during.attempted(), "operation")
            + " at nodes that were cut off from others, "
            + Figures.share(during.ok(), during.attempted()) + " were answered";
    return "They were put through " + list(counts) + answered + ".";
  }

  private static String noun(String kind) {
    return switch (kind) {
      case "LINKS" -> "change of links";
      case "LEAVE" -> "departure";
      case "CLOCK CHANGE" -> "change of clocks";
      case "OLD IMAGE" -> "restored old image";
      case "RESET" -> "reset of connections";
      case "SLOW" -> "slowdown";
      case "FLAP" -> "flapping link";
      case "CORRUPT" -> "corrupt disk";
      case "FILL DISK" -> "full disk";
      default -> kind.toLowerCase(Locale.ROOT);
    };
  }

  private static String outcome(RunSummary run) {
    List<String> violated = names(run, Verdict.VIOLATION);
    List<String> unknown = names(run, Verdict.UNKNOWN);
    if (!violated.isEmpty()) {
      return (violated.size() == 1 ? "One check was" : violated.size() + " checks were")
          + " violated: " + list(violated) + ".";
    }
    String converged = run.convergedMillis().isPresent()
        ? "After the last fault every node had caught up within "
            + Figures.span(run.convergedMillis().getAsLong() * 1_000_000)
        : "No time of convergence was measured";
    String rest = unknown.isEmpty()
        ? ", and every check passed."
        : "; without evidence, and so unknown: " + list(unknown) + ".";
    return converged + rest;
  }

  private static List<String> names(RunSummary run, Verdict verdict) {
    return run.checks().stream()
        .filter(finding -> finding.verdict() == verdict)
        .map(Finding::check)
        .toList();
  }

  /** A count and its noun; the first noun of a phrase takes the plural. */
  static String some(long count, String noun) {
    if (count == 1) {
      return "1 " + noun;
    }
    int of = noun.indexOf(" of ");
    String first = of < 0 ? noun : noun.substring(0, of);
    String plural = first.endsWith("sh") || first.endsWith("ch") ? first + "es" : first + "s";
    return Figures.count(count) + " " + plural + (of < 0 ? "" : noun.substring(of));
  }

  static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
