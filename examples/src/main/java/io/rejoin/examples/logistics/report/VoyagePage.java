package io.rejoin.examples.logistics.report;

import static java.util.stream.Collectors.joining;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.logistics.voyage.Earth;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import io.rejoin.examples.logistics.voyage.Outcome;
import io.rejoin.examples.logistics.voyage.Plan;
import java.util.List;
import java.util.Locale;

/** The page: one file that needs no network and no script. */
final class VoyagePage {
  private VoyagePage() {}

  static String of(Outcome outcome) {
    return Resource.read("voyage.html")
        .replace(
            "@style@",
            Resource.read("colours.css") + Resource.read("map.css") + Resource.read("voyage.css"))
        .replace("@verdict@", verdict(outcome))
        .replace("@map@", WorldMap.of(outcome.plan()))
        .replace("@chart@", LagChart.of(outcome))
        .replace("@meetings@", meetings(outcome))
        .replace("@bundles@", bundles(outcome))
        .replace("@promises@", promises(outcome))
        .replace("@beats@", beats(outcome))
        .replace("@latencies@", latencies(outcome.plan()))
        .replace("@operations@", number(outcome.operations()))
        .replace("@seed@", Long.toString(outcome.seed()));
  }

  private static String verdict(Outcome outcome) {
    return outcome.isGood()
        ? "<span class=\"badge pass\">every promise held</span>"
        : "<span class=\"badge violation\">a promise was broken</span>";
  }

  private static String meetings(Outcome outcome) {
    return outcome.meetings().stream()
        .map(meeting -> row(
            cell(meeting.name()),
            right(number(meeting.operations())),
            right(Summary.took(meeting))))
        .collect(joining("\n"));
  }

  private static String bundles(Outcome outcome) {
    return outcome.mails().stream()
        .map(mail -> row(
            cell(mail.from() + " to " + mail.to()),
            right(number(mail.bytes()) + " B"),
            right(String.format(Locale.ROOT, "%.0f h", mail.taken() - mail.written())),
            right(number(mail.operations()))))
        .collect(joining("\n"));
  }

  private static String promises(Outcome outcome) {
    return outcome.promises().stream()
        .map(promise -> String.format(
            Locale.ROOT,
            "<li class=\"%s\"><b>%s</b> %s <span class=\"quiet\">looked at %,d</span>%s</li>",
            promise.isKept() ? "pass" : "violation",
            promise.isKept() ? "held:" : "broken:",
            Resource.text(promise.what()),
            promise.looked(),
            broken(promise.broken())))
        .collect(joining("\n"));
  }

  private static String broken(List<String> broken) {
    return broken.isEmpty() ? "" : "<br>" + Resource.text(broken.get(0));
  }

  private static String beats(Outcome outcome) {
    return outcome.beats().stream()
        .map(beat -> "<li><time>" + beat.when() + "</time><span>" + Resource.text(beat.text())
            + "</span></li>")
        .collect(joining("\n"));
  }

  private static String latencies(Plan plan) {
    List<Port> depots = plan.depots();
    StringBuilder rows = new StringBuilder();
    for (int one = 0; one < depots.size(); one++) {
      for (int other = one + 1; other < depots.size(); other++) {
        Point from = Point.of(depots.get(one));
        Point to = Point.of(depots.get(other));
        rows.append(row(
            cell(depots.get(one).name() + " – " + depots.get(other).name()),
            right(number(Math.round(Earth.km(from, to))) + " km"),
            right(Earth.latency(from, to).toMillis() + " ms")));
      }
    }
    return rows.toString();
  }

  private static String row(String... cells) {
    return "<tr>" + String.join("", cells) + "</tr>";
  }

  private static String cell(String text) {
    return "<td>" + Resource.text(text) + "</td>";
  }

  private static String right(String text) {
    return "<td class=\"right\">" + Resource.text(text) + "</td>";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
