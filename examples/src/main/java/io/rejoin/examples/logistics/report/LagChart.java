package io.rejoin.examples.logistics.report;

import io.rejoin.examples.logistics.voyage.Lag.Step;
import io.rejoin.examples.logistics.voyage.Mail;
import io.rejoin.examples.logistics.voyage.Outcome;
import io.rejoin.examples.logistics.voyage.Plan;
import io.rejoin.examples.logistics.voyage.Ship;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many operations each site lacked, over the hours: a row for each site, all of one scale. Bars
 * behind say when it was cut off. Texts stand beside the drawings, so that these may be stretched.
 */
final class LagChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 100;
  private static final int SAMPLES_PER_HOUR = 6;

  private final Outcome outcome;
  private final int most;

  private LagChart(Outcome outcome) {
    this.outcome = outcome;
    most = Math.max(
        1,
        outcome.curves().values().stream()
            .flatMap(List::stream)
            .mapToInt(Step::lacks)
            .max()
            .orElse(1));
  }

  static String of(Outcome outcome) {
    LagChart chart = new LagChart(outcome);
    StringBuilder rows = new StringBuilder("<div class=\"lags\">\n");
    outcome.curves().forEach((site, curve) -> rows.append(chart.row(site, curve)));
    rows.append("<div class=\"lag axis\"><div class=\"who\"></div><div class=\"hours\">");
    for (int day = 1; day <= 3; day++) {
      rows.append("<span>day ").append(day).append("</span>");
    }
    return rows.append("</div></div></div>").toString();
  }

  private String row(String site, List<Step> curve) {
    Optional<Ship> ship =
        outcome.plan().ships().stream().filter(each -> each.name().equals(site)).findFirst();
    int peak = curve.stream().mapToInt(Step::lacks).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s lacks"
            + " at most %d operations, and none at the end\">",
        WIDTH,
        HEIGHT,
        site,
        peak);
    if (ship.isPresent()) {
      band(svg, "sea-time", ship.get().departs(), ship.get().arrives());
    } else {
      band(svg, "cable", Plan.CUT, Plan.MENDED);
    }
    for (int day = 1; day < 3; day++) {
      add(svg, "<path class=\"day\" d=\"M%.1f 0V%d\"/>", x(day * 24), HEIGHT);
    }
    String line = line(curve);
    add(svg, "<path class=\"area\" d=\"M0 %d%sV%dZ\"/>", HEIGHT, line, HEIGHT);
    add(svg, "<path class=\"curve\" d=\"M0 %d%s\"/>", HEIGHT, line);
    outcome.mails().stream()
        .filter(mail -> mail.to().equals(site))
        .forEach(
            mail -> add(svg, "<path class=\"mail\" d=\"M%.1f 0V%d\"/>", x(mail.taken()), HEIGHT));
    svg.append("</svg>");
    return String.format(
        Locale.ROOT,
        "<div class=\"lag\"><div class=\"who\"><b>%s</b><span>at most %,d</span></div>"
            + "<div class=\"plot\">%s%s</div></div>%n",
        Resource.text(site),
        peak,
        svg,
        mails(site));
  }

  private String mails(String site) {
    StringBuilder labels = new StringBuilder();
    for (Mail mail : outcome.mails()) {
      if (mail.to().equals(site)) {
        add(
            labels,
            "<span class=\"note\" style=\"left:%.1f%%\">bundle</span>",
            100 * x(mail.taken()) / WIDTH);
      }
    }
    return labels.toString();
  }

  private static void add(StringBuilder to, String format, Object... parts) {
    to.append(String.format(Locale.ROOT, format, parts));
  }

  private static void band(StringBuilder svg, String style, double from, double to) {
    add(
        svg,
        "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
        style,
        x(from),
        x(to) - x(from),
        HEIGHT);
  }

  /** What is lacked from sample to sample: the most within it, but for the end of all. */
  private String line(List<Step> curve) {
    StringBuilder line = new StringBuilder();
    int samples = (int) (Plan.END * SAMPLES_PER_HOUR);
    int next = 0;
    int lacks = 0;
    for (int sample = 1; sample <= samples; sample++) {
      double until = (double) sample / SAMPLES_PER_HOUR;
      int highest = lacks;
      for (; next < curve.size() && outcome.hour(curve.get(next).time()) <= until; next++) {
        lacks = curve.get(next).lacks();
        highest = Math.max(highest, lacks);
      }
      add(line, "V%.1fH%.1f", HEIGHT * (1 - 0.94 * highest / most), x(until));
    }
    return line.toString();
  }

  private static double x(double hour) {
    return WIDTH * hour / Plan.END;
  }
}
