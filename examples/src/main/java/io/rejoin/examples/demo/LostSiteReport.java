package io.rejoin.examples.demo;

import io.rejoin.examples.demo.LostSiteSummary.Bounds;
import io.rejoin.examples.demo.LostSiteSummary.Recovery;
import java.util.List;

/** The summary of a lost site for a person. */
final class LostSiteReport {
  private final DemoPage page;

  LostSiteReport(DemoPage page) {
    this.page = page;
  }

  void print(LostSiteSummary summary, String site, List<String> troubles) {
    page.line("");
    page.verdict(
        "A site was lost for good, and nothing that was in it.",
        summary.good(),
        troubles,
        summary.findings());
    page.line("");
    page.title("While " + site + " was gone");
    page.row("at the other sites", served(summary.duringLoss()));
    page.row("refused", page.number(summary.duringLoss().failed()));
    page.row(
        "carts read there",
        "%,d of %,d".formatted(summary.reads().served(), summary.reads().all()));
    page.line("");
    page.title("Recovery, with shoppers going on");
    recovery("all copies elsewhere", "after the eviction", summary.recovered());
    recovery("all at a new " + site, "after its nodes were ready", summary.rebuilt());
    page.line("");
    page.title("At the end");
    page.row(
        "copies of each cart",
        "%s, at %s sites".formatted(words(summary.copies()), words(summary.sites())));
    page.row("carts compared", "%,d: each copy, and one asked for".formatted(summary.baskets()));
    page.findings(summary.findings());
    page.row("operations of the day", "%,d".formatted(summary.operations().all()));
    page.bytes(summary.sent());
    page.end();
  }

  private static String served(Tally tally) {
    String flight = tally.indeterminate() == 0
        ? ""
        : "; %,d more in flight when it burnt".formatted(tally.indeterminate());
    return "%,d of %,d operations served%s".formatted(tally.ok(), tally.attempted(), flight);
  }

  private void recovery(String what, String since, Recovery recovery) {
    page.row(
        what,
        recovery.reached()
            ? "%,d ms %s; %,d copies made"
                .formatted(recovery.took().toMillis(), since, recovery.copies())
            : "not within %,d ms".formatted(recovery.took().toMillis()));
    page.row("", DemoPage.words(recovery.sent()));
  }

  private static String words(Bounds bounds) {
    return bounds.areBoth(bounds.least())
        ? Integer.toString(bounds.least())
        : bounds.least() + " to " + bounds.most();
  }
}
