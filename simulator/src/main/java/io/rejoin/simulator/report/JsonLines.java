package io.rejoin.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.Json;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import java.util.Locale;
import java.util.OptionalLong;

/** Runs for programs: one JSON object on one line per run. docs/REPORTS.md lists the fields. */
public final class JsonLines {
  private JsonLines() {}

  /** The line of a run, without an end of line. */
  public static String of(RunSummary run) {
    ObjectNode line = Json.object();
    line.put("scenario", run.scenario());
    line.put("seed", run.seed());
    line.put("verdict", word(run.verdict()));
    ArrayNode checks = line.putArray("checks");
    run.checks().forEach(finding -> add(checks.addObject(), finding));
    line.put("nodes", run.nodes());
    line.put("events", run.events());
    line.put("simulated_s", run.simulatedSeconds());
    line.put("wall_s", run.wallSeconds());
    OptionalLong converged = run.convergedMillis();
    if (converged.isPresent()) {
      line.put("converged_ms", converged.getAsLong());
    } else {
      line.putNull("converged_ms");
    }
    line.putObject("ops")
        .put("attempted", run.operations().attempted())
        .put("ok", run.operations().ok())
        .put("refused", run.operations().refused())
        .put("failed", run.operations().failed());
    line.putObject("ops_during_faults")
        .put("attempted", run.duringFaults().attempted())
        .put("ok", run.duringFaults().ok());
    line.putObject("bytes")
        .put("total", run.bytes().total())
        .put("delta", run.bytes().delta())
        .put("repair", run.bytes().repair())
        .put("membership", run.bytes().membership());
    ArrayNode crossings = line.putArray("between_sites");
    run.bytes()
        .betweenSites()
        .forEach(crossing -> crossings
            .addObject()
            .put("from", crossing.from())
            .put("to", crossing.to())
            .put("bytes", crossing.bytes())
            .put("delta", crossing.delta()));
    line.put("trace_hash", run.traceHash());
    line.put("version", run.version());
    return Json.line(line);
  }

  private static void add(ObjectNode check, Finding finding) {
    check
        .put("name", finding.check())
        .put("verdict", word(finding.verdict()))
        .put("evidence", finding.evidence())
        .put("detail", finding.detail());
  }

  /** A verdict as programs read it: {@code pass}, {@code violation} or {@code unknown}. */
  public static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
