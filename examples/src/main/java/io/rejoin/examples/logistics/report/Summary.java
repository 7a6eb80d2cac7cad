package io.rejoin.examples.logistics.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.logistics.voyage.Lag.Meeting;
import io.rejoin.examples.logistics.voyage.Outcome;
import io.rejoin.examples.logistics.voyage.Plan;
import io.rejoin.examples.logistics.voyage.Promise;
import io.rejoin.examples.terminal.Page;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of it, at the end. */
final class Summary {
  private final Page page;

  Summary(PrintWriter out, boolean coloured) {
    page = new Page(out, coloured);
  }

  void print(Outcome outcome) {
    page.line("");
    List<String> broken = new ArrayList<>();
    outcome.promises().forEach(promise -> broken.addAll(promise.broken()));
    page.verdict("Every promise held at every site.", outcome.isGood(), broken);
    for (Promise promise : outcome.promises()) {
      page.line("    " + page.number(promise.broken().size()) + " of "
          + String.format(Locale.ROOT, "%,d", promise.looked()) + " broken: " + promise.what());
    }
    page.title("How soon those who met had seen all of each other");
    for (Meeting meeting : outcome.meetings()) {
      page.row(
          meeting.name(),
          String.format(
              Locale.ROOT, "%s, for %,d operations", took(meeting), meeting.operations()));
    }
    page.title("The run");
    page.row("operations", String.format(Locale.ROOT, "%,d", outcome.operations()));
    page.row(
        "simulated",
        String.format(
            Locale.ROOT,
            "%.0f hours in %.1f s, seed %d",
            Plan.END,
            outcome.wall().toMillis() / 1e3,
            outcome.seed()));
    page.end();
  }

  static String took(Meeting meeting) {
    return meeting.took().map(Summary::text).orElse("never");
  }

  static String text(Duration time) {
    return time.toMillis() < 10_000
        ? String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3)
        : String.format(Locale.ROOT, "%.0f s", time.toMillis() / 1e3);
  }

  static ObjectNode json(Outcome outcome) {
    ObjectNode all = Json.object();
    all.put("good", outcome.isGood());
    all.put("seed", outcome.seed());
    all.put("operations", outcome.operations());
    all.put("wallSeconds", outcome.wall().toMillis() / 1e3);
    ArrayNode promises = all.putArray("promises");
    outcome
        .promises()
        .forEach(promise -> promises
            .addObject()
            .put("what", promise.what())
            .put("looked", promise.looked())
            .put("broken", promise.broken().size()));
    ArrayNode meetings = all.putArray("meetings");
    outcome.meetings().forEach(meeting -> {
      ObjectNode each = meetings.addObject();
      each.put("name", meeting.name()).put("operations", meeting.operations());
      meeting.took().ifPresent(time -> each.put("seconds", time.toMillis() / 1e3));
    });
    ArrayNode bundles = all.putArray("bundles");
    outcome
        .mails()
        .forEach(mail -> bundles
            .addObject()
            .put("from", mail.from())
            .put("to", mail.to())
            .put("bytes", mail.bytes())
            .put("operations", mail.operations()));
    return all;
  }
}
