package io.rejoin.examples.demo;

import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.terminal.Page;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines of the demo's summary. */
final class DemoPage extends Page {
  DemoPage(PrintWriter out, boolean coloured) {
    super(out, coloured);
  }

  /** Says in one line that all is well, or what is not. */
  void verdict(String well, boolean good, List<String> troubles, Findings findings) {
    List<String> complaints = new ArrayList<>(troubles);
    complaints.addAll(findings.wrong());
    verdict(well, good, complaints);
  }

  void findings(Findings findings) {
    row("items lost", number(findings.lost().size()));
    row("items resurrected", number(findings.resurrected().size()));
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
}
