package io.rejoin.examples.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.terminal.Page;
import io.rejoin.server.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of the story.
 *
 * @param converged how long it took after the heal; nothing if it was not in time
 */
record StorySummary(Tally tally, Optional<Duration> converged, List<Finding> findings) {

  /** Something that must hold. */
  record Finding(String what, boolean holds) {}

  boolean isGood() {
    return findings.stream().allMatch(Finding::holds);
  }

  private List<String> complaints() {
    return findings.stream()
        .filter(finding -> !finding.holds())
        .map(finding -> "not so: " + finding.what())
        .distinct()
        .toList();
  }

  void print(Page page) {
    page.line("");
    page.verdict("Nothing was lost, and no piece was sold twice.", isGood(), complaints());
    page.row("pieces put into carts", Long.toString(tally.pieces()));
    page.row("orders", "%d with %d pieces".formatted(tally.orders(), tally.sold()));
    page.row("checkouts refused", tally.refused() + ", too few pieces at that site");
    page.row(
        "promises not kept",
        "%s of %d looked at".formatted(page.number(complaints().size()), findings.size()));
    page.line("");
    page.line("  With a browser: rejoin example shop");
    page.end();
  }

  String json() {
    ObjectNode object = Json.object()
        .put("good", isGood())
        .put("pieces", tally.pieces())
        .put("orders", tally.orders())
        .put("sold", tally.sold())
        .put("refused", tally.refused())
        .put("checks", findings.size());
    converged.ifPresent(time -> object.put("converged_ms", time.toMillis()));
    ArrayNode broken = object.putArray("broken");
    complaints().forEach(broken::add);
    return Json.line(object);
  }
}
