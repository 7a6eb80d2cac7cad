package io.rejoin.simulator.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.Json;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.report.Figures;
import io.rejoin.simulator.report.JsonLines;
import io.rejoin.simulator.report.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of many runs, of one scenario or several: a grid, and what the checks say of all. */
public final class SwarmReport {
  /** Seeds in one report; violations go first. */
  static final int MOST = 10_000;

  private SwarmReport() {}

  /**
   * The text of the file.
   *
   * @param runs by scenario and seed, at least one
   */
  public static String of(List<RunSummary> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report of no run");
    }
    RunSummary first = runs.get(0);
    Verdict verdict =
        runs.stream().map(RunSummary::verdict).reduce(Verdict::and).orElseThrow();
    ObjectNode data = Json.object();
    long scenarios = runs.stream().map(RunSummary::scenario).distinct().count();
    String title = scenarios == 1 ? first.scenario() : Story.some(scenarios, "scenario");
    data.put("kind", "swarm").put("scenario", title);
    data.put("what", scenarios == 1 ? "seeds" : "runs");
    data.put("verdict", JsonLines.word(verdict)).put("version", first.version());
    story(runs).forEach(data.putArray("story")::add);
    checks(data.putArray("checks"), runs);
    List<RunSummary> shown = shown(runs);
    ArrayNode seeds = data.putArray("seeds");
    shown.forEach(run -> seed(seeds.addObject(), run, scenarios == 1));
    if (shown.size() < runs.size()) {
      data.put("left", runs.size() - shown.size());
    }
    return Page.of(title + ", " + Story.some(runs.size(), "run"), data);
  }

  private static List<RunSummary> shown(List<RunSummary> runs) {
    if (runs.size() <= MOST) {
      return runs;
    }
    List<RunSummary> shown = new ArrayList<>(runs.stream()
        .filter(run -> run.verdict() == Verdict.VIOLATION)
        .limit(MOST)
        .toList());
    runs.stream()
        .filter(run -> run.verdict() != Verdict.VIOLATION)
        .limit(MOST - shown.size())
        .forEach(shown::add);
    return shown;
  }

  private static void seed(ObjectNode into, RunSummary run, boolean isAlone) {
    into.put("seed", Long.toString(run.seed()))
        .put("name", (isAlone ? "Seed " : run.scenario() + ", seed ") + run.seed())
        .put("verdict", JsonLines.word(run.verdict()))
        .put("nodes", run.nodes())
        .put("attempted", run.operations().attempted())
        .put("converged", run.convergedMillis().orElse(-1))
        .put("replay", run.replay());
    ArrayNode wrong = into.putArray("checks");
    run.checks().stream()
        .filter(finding -> finding.verdict() == Verdict.VIOLATION)
        .forEach(finding ->
            wrong.addObject().put("name", finding.check()).put("detail", finding.detail()));
  }

  /** What a check found over all runs. */
  private static final class Tally {
    private long passed;
    private long unknown;
    private long violated;
    private long evidence;
    private String firstBad = "";

    void add(RunSummary run, Finding finding) {
      evidence += finding.evidence();
      switch (finding.verdict()) {
        case PASS -> passed++;
        case UNKNOWN -> unknown++;
        case VIOLATION -> {
          violated++;
          firstBad = firstBad.isEmpty() ? run.scenario() + ", seed " + run.seed() : firstBad;
        }
      }
    }
  }

  private static void checks(ArrayNode into, List<RunSummary> runs) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (RunSummary run : runs) {
      for (Finding finding : run.checks()) {
        tallies.computeIfAbsent(finding.check(), any -> new Tally()).add(run, finding);
      }
    }
    tallies.forEach((name, tally) -> into.addObject()
        .put("name", name)
        .put("verdict", verdict(tally))
        .put("passed", tally.passed)
        .put("unknown", tally.unknown)
        .put("violated", tally.violated)
        .put("evidence", tally.evidence)
        .put("firstBad", tally.firstBad));
  }

  private static String verdict(Tally tally) {
    if (tally.violated > 0) {
      return JsonLines.word(Verdict.VIOLATION);
    }
    return JsonLines.word(tally.passed > 0 ? Verdict.PASS : Verdict.UNKNOWN);
  }

  private static List<String> story(List<RunSummary> runs) {
    long violated = count(runs, Verdict.VIOLATION);
    long unknown = count(runs, Verdict.UNKNOWN);
    double simulated = runs.stream().mapToDouble(RunSummary::simulatedSeconds).sum();
    long operations =
        runs.stream().mapToLong(run -> run.operations().attempted()).sum();
    String who = Story.some(runs.size(), "run") + " took "
        + Figures.span((long) (simulated * 1e9)) + " of simulated time in all, with "
        + Story.some(operations, "operation") + ".";
    String what = violated == 0
        ? "No run violated a check" + (unknown == 0 ? "." : "; " + unknown + " had no evidence.")
        : Story.some(violated, "run") + " violated a check, " + (runs.size() - violated)
            + " did not.";
    return List.of(who, what, converged(runs));
  }

  private static String converged(List<RunSummary> runs) {
    long[] times = runs.stream()
        .filter(run -> run.convergedMillis().isPresent())
        .mapToLong(run -> run.convergedMillis().getAsLong() * 1_000_000)
        .sorted()
        .toArray();
    if (times.length == 0) {
      return "No time of convergence was measured.";
    }
    return "After the last fault half of the runs had caught up within "
        + Figures.span(times[(times.length - 1) / 2]) + ", and all that did within "
        + Figures.span(times[times.length - 1]) + ".";
  }

  private static long count(List<RunSummary> runs, Verdict verdict) {
    return runs.stream().filter(run -> run.verdict() == verdict).count();
  }
}
