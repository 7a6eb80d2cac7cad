package io.rejoin.examples.finance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.terminal.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a bank's day has shown.
 *
 * @param taken answers that were yes, repeated orders too
 * @param refused answers that were no
 * @param distinct orders that were answered with yes
 * @param amount their sum, in cents
 * @param takenBack lines of orders that two branches had booked
 * @param convergence from the heal until all branches had the same books
 * @param reports of the day, by branch
 * @param complaints what is not as promised
 */
record FinanceSummary(
    long taken,
    long refused,
    long distinct,
    long amount,
    int takenBack,
    Duration convergence,
    Map<String, DayReport> reports,
    List<String> complaints) {

  boolean good() {
    return complaints.isEmpty();
  }

  void print(Page page) {
    page.line("");
    page.title("The bank's day");
    page.row("orders taken", taken + ", " + refused + " refused");
    page.row("different orders", distinct + ", " + Money.text(amount));
    page.row("booked twice, taken back", Integer.toString(takenBack));
    page.row("same books after", convergence.toMillis() + " ms from the heal");
    reports.forEach((branch, report) -> page.row(branch, report.toString()));
    page.row("not as promised", page.number(complaints.size()));
    page.verdict(
        "Every branch has the same books: totals, lines and balances agree, nothing was overdrawn.",
        good(),
        complaints);
    page.end();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("orders_taken", taken);
    json.put("orders_refused", refused);
    json.put("orders_distinct", distinct);
    json.put("amount_cents", amount);
    json.put("taken_back", takenBack);
    json.put("heal_to_converge_ms", convergence.toMillis());
    ObjectNode days = json.putObject("days");
    reports.forEach((branch, report) -> days.putObject(branch)
        .put("final", report.isFinal())
        .put("orders", report.orders())
        .put("amount_cents", report.amount()));
    json.put("complaints", complaints.size());
    json.put("good", good());
    return json;
  }
}
