package io.rejoin.examples.finance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day's books as one node knows them: final, or provisional and why. What is final stays so:
 * every branch has said that it takes no more orders, and all its lines are here.
 *
 * @param day such as {@code 2026-03-02}
 * @param rows by branch
 * @param orders how many stand in the ledger, each counted once
 * @param amount their sum, in cents
 * @param open orders that stand more than once
 */
public record DayReport(
    String day, Map<String, Row> rows, long orders, long amount, List<OpenItem> open) {

  /**
   * A branch's day.
   *
   * @param said by the branch itself
   * @param seen of its lines at this node
   */
  public record Row(Figures said, Figures seen) {
    boolean isComplete() {
      return said.closed() && said.sameLines(seen);
    }

    private String missing() {
      if (!said.sameLines(seen)) {
        return "has booked " + said + "; here are " + seen.lines() + " lines";
      }
      return "has not closed, as far as is known here";
    }
  }

  /**
   * Lines under one id that branches booked before they heard of each other.
   *
   * @param lines that stand, in the order of the branches; the first is the one that counts
   */
  public record OpenItem(List<Transfer> lines) {
    /** Whether they are the same order, so that all but the first are to be taken back. */
    public boolean isDuplicate() {
      return lines.stream().allMatch(line -> line.sameOrder(lines.get(0)));
    }

    @Override
    public String toString() {
      List<String> each = lines.stream()
          .map(line -> line.branch() + ": " + Money.text(line.amount()) + " from " + line.from()
              + " to " + line.to())
          .toList();
      return lines.get(0).id() + (isDuplicate() ? " booked twice (" : " means different orders (")
          + String.join("; ", each) + ")";
    }
  }

  public DayReport {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    open = List.copyOf(open);
  }

  static DayReport of(String day, Map<String, Row> rows, Collection<List<Transfer>> standing) {
    long amount = 0;
    List<OpenItem> open = new ArrayList<>();
    for (List<Transfer> lines : standing) {
      amount = Math.addExact(amount, lines.get(0).amount());
      if (lines.size() > 1) {
        open.add(new OpenItem(List.copyOf(lines)));
      }
    }
    return new DayReport(day, rows, standing.size(), amount, open);
  }

  /** Whether nothing can be added to it any more. */
  public boolean isFinal() {
    return why().isEmpty();
  }

  /** What keeps it from being final. */
  public List<String> why() {
    List<String> reasons = new ArrayList<>();
    rows.forEach((branch, row) -> {
      if (!row.isComplete()) {
        reasons.add(branch + " " + row.missing());
      }
    });
    open.forEach(item -> reasons.add(item.toString()));
    return reasons;
  }

  @Override
  public String toString() {
    return (isFinal() ? "final: " : "provisional: ") + orders + " orders, " + Money.text(amount);
  }
}
