package io.rejoin.examples.demo;

import io.rejoin.examples.demo.Summary.NodeTally;
import io.rejoin.examples.demo.oracle.LwwLoss;
import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import io.rejoin.examples.demo.shop.Journal.Visited;
import io.rejoin.examples.terminal.Style;
import java.util.List;

/** The summary for a person. */
final class Report {
  private static final int MAX_VALUE_COLUMNS = 64;

  private final DemoPage page;

  Report(DemoPage page) {
    this.page = page;
  }

  void print(Summary summary, List<String> siteNames, List<String> troubles) {
    page.line("");
    page.verdict(
        "Every site stayed open, and nothing was lost.",
        summary.good(),
        troubles,
        summary.findings());
    page.line("");
    duringCut(summary);
    page.line("");
    afterwards(summary);
    page.line("");
    lastWriterWins(summary.lww(), siteNames);
    page.end();
  }

  private void duringCut(Summary summary) {
    page.line("  " + page.bold(Style.BOLD, "While the sites could not hear each other"));
    String lastSite = "";
    for (NodeTally node : summary.byNode()) {
      String site = node.site().equals(lastSite) ? "" : node.site();
      lastSite = node.site();
      page.line(
          "    %-24s %-15s %s".formatted(site, node.node(), DemoPage.served(node.duringCut())));
    }
    String flight = "";
    if (summary.duringCut().indeterminate() > 0) {
      flight =
          "; %,d more in flight at the SIGKILL".formatted(summary.duringCut().indeterminate());
    }
    page.line(
        "    %-24s %-15s %s%s".formatted("all", "", DemoPage.served(summary.duringCut()), flight));
  }

  private void afterwards(Summary summary) {
    page.line("  " + page.bold(Style.BOLD, "When they heard each other again"));
    page.row(
        "equal roots",
        summary.converged()
            ? "%,d ms after the heal, on %d nodes"
                .formatted(
                    summary.healToConverge().toMillis(), summary.options().nodes())
            : "never: " + summary.distinctRoots() + " different ones");
    page.row(
        "carts compared",
        "%,d on every node%s: each line, quantity and order"
            .formatted(
                summary.baskets(),
                summary.options().engine().hasMaps() ? " and in every map" : ""));
    page.findings(summary.findings());
    page.row("operations of the day", "%,d".formatted(summary.operations().all()));
    page.bytes(summary.sent());
  }

  private void lastWriterWins(LwwLoss loss, List<String> siteNames) {
    page.line("  " + page.bold(Style.BOLD, "A last-writer-wins map, on the same history,"));
    page.line("    would have lost %s in %,d carts, and brought back %,d that had been taken out."
        .formatted(
            page.bold(Style.YELLOW, "%,d items".formatted(loss.items())),
            loss.carts(),
            loss.returned()));
    loss.example().ifPresent(example -> tell(example, siteNames));
  }

  private void tell(LwwLoss.Example example, List<String> siteNames) {
    page.line("    One of them, " + example.shopper().cart() + ":");
    for (Visited visited : example.story()) {
      String where = siteNames.get(visited.site()) + (visited.duringCut() ? ", cut off" : "");
      wrapped("  " + where, visited.done().stream().map(Report::words).toList());
    }
    page.row(
        "  lost there",
        page.bold(Style.YELLOW, String.join(", ", example.lost()))
            + " (%d of %d)".formatted(example.lost().size(), example.right()));
  }

  /** A row whose value goes on in further lines. */
  private void wrapped(String name, List<String> words) {
    String label = name;
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (text.length() + word.length() > MAX_VALUE_COLUMNS) {
        page.row(label, text + ",");
        label = "";
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : ", ").append(word);
    }
    page.row(label, text.toString());
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
}
