package io.rejoin.examples.demo;

import io.rejoin.examples.demo.Summary.NodeTally;
import io.rejoin.examples.demo.oracle.LwwLoss;
import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import io.rejoin.examples.demo.shop.Journal.Visited;
import java.io.PrintWriter;
import java.util.List;

/** The summary for a person. */
final class Report {
  private static final int MOST_COMPLAINTS = 10;
  private static final String ROW = "    %-24s %s";
  private static final int MAX_VALUE_COLUMNS = 64;

  private final PrintWriter out;
  private final boolean coloured;

  Report(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  void print(Summary summary, List<String> siteNames, List<String> troubles) {
    line("");
    verdict(summary, troubles);
    line("");
    duringCut(summary);
    line("");
    afterwards(summary);
    line("");
    lastWriterWins(summary.lww(), siteNames);
    out.flush();
  }

  private void verdict(Summary summary, List<String> troubles) {
    if (summary.good() && troubles.isEmpty()) {
      line("  " + bold(Style.GREEN, "Every site stayed open, and nothing was lost."));
      return;
    }
    line("  " + bold(Style.RED, "This is not what the grid promises."));
    troubles.forEach(trouble -> line("    " + trouble));
    summary.findings().wrong().stream()
        .limit(MOST_COMPLAINTS)
        .forEach(wrong -> line("    " + wrong));
  }

  private void duringCut(Summary summary) {
    line("  " + bold(Style.BOLD, "While the sites could not hear each other"));
    String lastSite = "";
    for (NodeTally node : summary.byNode()) {
      String site = node.site().equals(lastSite) ? "" : node.site();
      lastSite = node.site();
      line("    %-24s %-15s %s".formatted(site, node.node(), served(node.duringCut())));
    }
    String flight = "";
    if (summary.duringCut().indeterminate() > 0) {
      flight =
          "; %,d more in flight at the SIGKILL".formatted(summary.duringCut().indeterminate());
    }
    line("    %-24s %-15s %s%s".formatted("all", "", served(summary.duringCut()), flight));
  }

  private static String served(Tally tally) {
    return "%,7d of %,7d operations served".formatted(tally.ok(), tally.attempted());
  }

  private void afterwards(Summary summary) {
    line("  " + bold(Style.BOLD, "When they heard each other again"));
    row(
        "equal roots",
        summary.converged()
            ? "%,d ms after the heal, on %d nodes"
                .formatted(
                    summary.healToConverge().toMillis(), summary.options().nodes())
            : "never: " + summary.distinctRoots() + " different ones");
    row(
        "carts compared",
        "%,d on every node: each line, quantity and order".formatted(summary.baskets()));
    row("items lost", number(summary.findings().lost().size()));
    row("items resurrected", number(summary.findings().resurrected().size()));
    row("operations of the day", "%,d".formatted(summary.operations().all()));
    row(
        "bytes between nodes",
        "deltas %s, repair %s, membership %s"
            .formatted(
                megabytes(summary.sent().delta()),
                megabytes(summary.sent().repair()),
                megabytes(summary.sent().membership())));
  }

  private String number(int count) {
    return bold(count == 0 ? Style.GREEN : Style.RED, Integer.toString(count));
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }

  private void lastWriterWins(LwwLoss loss, List<String> siteNames) {
    line("  " + bold(Style.BOLD, "A last-writer-wins map, on the same history,"));
    line("    would have lost %s in %,d carts, and brought back %,d that had been taken out."
        .formatted(
            bold(Style.YELLOW, "%,d items".formatted(loss.items())),
            loss.carts(),
            loss.returned()));
    loss.example().ifPresent(example -> tell(example, siteNames));
  }

  private void tell(LwwLoss.Example example, List<String> siteNames) {
    line("    One of them, " + example.shopper().cart() + ":");
    for (Visited visited : example.story()) {
      String where = siteNames.get(visited.site()) + (visited.duringCut() ? ", cut off" : "");
      wrapped("  " + where, visited.done().stream().map(Report::words).toList());
    }
    row(
        "  lost there",
        bold(Style.YELLOW, String.join(", ", example.lost()))
            + " (%d of %d)".formatted(example.lost().size(), example.right()));
  }

  /** A row whose value goes on in further lines. */
  private void wrapped(String name, List<String> words) {
    String label = name;
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (text.length() + word.length() > MAX_VALUE_COLUMNS) {
        row(label, text + ",");
        label = "";
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : ", ").append(word);
    }
    row(label, text.toString());
  }

  private static String words(Applied applied) {
    CartOperation operation = applied.operation();
    if (operation instanceof Add add) {
      return "+" + add.quantity() + " " + add.sku();
    } else if (operation instanceof Remove remove) {
      return "without " + remove.sku();
    } else if (operation instanceof SetQuantity set) {
      return "now " + set.quantity() + " " + set.sku();
    }
    return "checks out";
  }

  private void row(String name, String value) {
    line(ROW.formatted(name, value));
  }

  private String bold(Style style, String text) {
    return style.on(text, coloured);
  }

  private void line(String text) {
    out.println(text);
  }
}
