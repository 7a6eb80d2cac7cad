package io.rejoin.examples.demo;

import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.oracle.Findings;
import java.io.PrintWriter;
import java.util.List;

/** Lines of a summary for a person. */
final class Page {
  private static final int MOST_COMPLAINTS = 10;
  private static final String ROW = "    %-24s %s";

  private final PrintWriter out;
  private final boolean coloured;

  Page(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Says in one line that all is well, or what is not. */
  void verdict(String well, boolean good, List<String> troubles, Findings findings) {
    if (good && troubles.isEmpty()) {
      line("  " + bold(Style.GREEN, well));
      return;
    }
    line("  " + bold(Style.RED, "This is not what the grid promises."));
    troubles.forEach(trouble -> line("    " + trouble));
    findings.wrong().stream().limit(MOST_COMPLAINTS).forEach(wrong -> line("    " + wrong));
  }

  void title(String text) {
    line("  " + bold(Style.BOLD, text));
  }

  void row(String name, String value) {
    line(ROW.formatted(name, value));
  }

  void findings(Findings findings) {
    row("items lost", number(findings.lost().size()));
    row("items resurrected", number(findings.resurrected().size()));
  }

  /** A number that should be nought. */
  String number(long count) {
    return bold(count == 0 ? Style.GREEN : Style.RED, Long.toString(count));
  }

  void bytes(Sent sent) {
    row("bytes between nodes", words(sent));
  }

  static String words(Sent sent) {
    return "deltas %s, repair %s, membership %s"
        .formatted(megabytes(sent.delta()), megabytes(sent.repair()), megabytes(sent.membership()));
  }

  static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }

  static String served(Tally tally) {
    return "%,7d of %,7d operations served".formatted(tally.ok(), tally.attempted());
  }

  String bold(Style style, String text) {
    return style.on(text, coloured);
  }

  void line(String text) {
    out.println(text);
  }

  void end() {
    out.flush();
  }
}
