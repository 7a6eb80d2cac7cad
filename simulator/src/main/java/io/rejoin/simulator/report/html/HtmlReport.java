package io.rejoin.simulator.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.Json;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.report.JsonLines;
import io.rejoin.simulator.report.KeyHistory;
import io.rejoin.simulator.report.KeyHistory.Event;
import io.rejoin.simulator.report.KeyHistory.Kind;
import io.rejoin.simulator.report.Recording;
import io.rejoin.simulator.report.Recording.Sample;
import io.rejoin.simulator.report.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The report of one run. It depends on nothing but the run, so the same run gives the same bytes;
 * how long it took on this machine is not in it. Times are microseconds from the end of the
 * warm-up.
 */
public final class HtmlReport {
  /** Events of an entry in one report. */
  static final int MOST_EVENTS = 400;

  private HtmlReport() {}

  /** The text of the file. */
  public static String of(RunSummary run, Recording recording) {
    ObjectNode data = Json.object();
    data.put("kind", "run");
    run(data.putObject("run"), run);
    Story.of(run, recording).forEach(data.putArray("story")::add);
    ArrayNode checks = data.putArray("checks");
    run.checks().forEach(finding -> check(checks.addObject(), finding));
    scene(data, recording);
    samples(data.putObject("samples"), recording);
    ArrayNode omitted = data.putArray("omitted");
    recording.omitted().forEach(omitted::add);
    recording.history().ifPresent(history -> history(data, run, recording, history));
    return Page.of(run.scenario() + ", seed " + run.seed(), data);
  }

  static void run(ObjectNode into, RunSummary run) {
    into.put("scenario", run.scenario())
        .put("seed", Long.toString(run.seed()))
        .put("verdict", JsonLines.word(run.verdict()))
        .put("nodes", run.nodes())
        .put("events", run.events())
        .put("simulated", (long) (run.simulatedSeconds() * 1e6))
        .put("converged", run.convergedMillis().orElse(-1))
        .put("attempted", run.operations().attempted())
        .put("ok", run.operations().ok())
        .put("refused", run.operations().refused())
        .put("failed", run.operations().failed())
        .put("during", run.duringFaults().attempted())
        .put("duringOk", run.duringFaults().ok())
        .put("bytes", run.bytes().total())
        .put("delta", run.bytes().delta())
        .put("repair", run.bytes().repair())
        .put("membership", run.bytes().membership())
        .put("trace", run.traceHash())
        .put("version", run.version())
        .put("replay", run.replay());
  }

  static void check(ObjectNode into, Finding finding) {
    into.put("name", finding.check())
        .put("verdict", JsonLines.word(finding.verdict()))
        .put("evidence", finding.evidence())
        .put("detail", finding.detail());
  }

  private static void scene(ObjectNode data, Recording recording) {
    long origin = recording.origin();
    data.put("start", -micros(origin)).put("end", micros(recording.end() - origin));
    ArrayNode nodes = data.putArray("nodes");
    recording
        .nodes()
        .forEach(node -> nodes.addObject().put("name", node.name()).put("site", node.site()));
    ArrayNode spans = data.putArray("spans");
    recording
        .spans()
        .forEach(span -> spans
            .addArray()
            .add(span.node())
            .add(micros(span.from() - origin))
            .add(micros(span.to() - origin))
            .add(span.condition().name().toLowerCase(Locale.ROOT))
            .add(span.island()));
    ArrayNode windows = data.putArray("windows");
    recording
        .windows()
        .forEach(window -> windows
            .addObject()
            .put("kind", window.kind())
            .put("what", window.what())
            .put("from", micros(window.from() - origin))
            .put("to", micros(window.to() - origin)));
    ArrayNode transitions = data.putArray("transitions");
    recording
        .transitions()
        .forEach(each -> transitions
            .addObject()
            .put("time", micros(each.time() - origin))
            .put("kind", each.kind())
            .put("what", each.what())
            .put("roots", each.roots())
            .put("answered", each.answered())
            .put("attempted", each.attempted()));
  }

  private static void samples(ObjectNode into, Recording recording) {
    List<Sample> samples = recording.samples();
    column(into, "time", samples, sample -> micros(sample.time() - recording.origin()));
    column(into, "roots", samples, Sample::roots);
    column(into, "attempted", samples, Sample::attempted);
    column(into, "answered", samples, Sample::answered);
    column(into, "delta", samples, Sample::delta);
    column(into, "repair", samples, Sample::repair);
    column(into, "membership", samples, Sample::membership);
    column(into, "pending", samples, Sample::pending);
    column(into, "seen", samples, Sample::seen);
    column(into, "lagSum", samples, sample -> micros(sample.lagSum()));
    column(into, "lagMost", samples, sample -> micros(sample.lagMost()));
    into.putObject("lags")
        .put("count", recording.lags().count())
        .put("p50", micros(recording.lags().p50()))
        .put("p95", micros(recording.lags().p95()))
        .put("p99", micros(recording.lags().p99()))
        .put("most", micros(recording.lags().most()))
        .put("never", recording.lags().never());
  }

  private static void column(
      ObjectNode into, String name, List<Sample> samples, ToLongFunction<Sample> value) {
    ArrayNode column = into.putArray(name);
    samples.forEach(sample -> column.add(value.applyAsLong(sample)));
  }

  /** The causal past of the violation if it is known where it showed, else all of the history. */
  private static void history(
      ObjectNode data, RunSummary run, Recording recording, KeyHistory history) {
    Optional<Violation> violation =
        run.violated().flatMap(Finding::first).filter(each -> each.key().isPresent());
    KeyHistory shown = violation
        .filter(each -> each.node().isPresent())
        .map(each -> history.pastOf(each.node().orElseThrow(), each.time()))
        .orElse(history);
    List<Event> events =
        shown.events().stream().filter(event -> event.kind() != Kind.ECHO).toList();
    int left = Math.max(0, events.size() - MOST_EVENTS);
    ObjectNode into = data.putObject("history");
    into.put("key", history.key()).put("type", history.type()).put("left", left);
    violation.ifPresent(each -> into.putObject("violation")
        .put("node", each.node().orElse(-1))
        .put("time", micros(each.time() - recording.origin()))
        .put("what", each.what()));
    ArrayNode rows = into.putArray("events");
    events
        .subList(left, events.size())
        .forEach(event -> rows.addObject()
            .put("time", micros(event.time() - recording.origin()))
            .put("node", event.node())
            .put("kind", event.kind().name().toLowerCase(Locale.ROOT))
            .put("from", event.from())
            .put("sent", micros(event.sent() - recording.origin()))
            .put("lane", event.lane())
            .put("text", event.text()));
    ArrayNode held = into.putArray("held");
    history.held().forEach(each -> {
      ObjectNode row = held.addObject();
      each.nodes().forEach(row.putArray("nodes")::add);
      row.put("content", each.content()).put("lacks", each.lacks());
    });
  }

  private static long micros(long nanos) {
    return Math.floorDiv(nanos, 1_000);
  }
}
