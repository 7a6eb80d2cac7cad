package io.rejoin.examples.finance;

import io.rejoin.Codec;
import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.ExtremeRegister;
import io.rejoin.value.Multimap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lines of all branches, as one node has heard of them. Lines are only ever added. Each day and
 * branch has an entry of its own, in which lines are found by id: it grows with the lines of one
 * branch on one day, and finding one costs the logarithm of that.
 */
public final class Ledger {
  private static final String BUCKET = "ledger";

  private final Grid grid;
  private final List<String> branches;

  /** An account whose balance is not what the ledger says. */
  public record Difference(String account, long balance, long ledger) {
    @Override
    public String toString() {
      return account + " has " + Money.text(balance) + ", its lines add up to "
          + Money.text(ledger);
    }
  }

  /** {@code branches} are all there are, the same list in the same order everywhere. */
  public Ledger(Grid grid, List<String> branches) {
    this.grid = grid;
    this.branches = List.copyOf(branches);
  }

  /** Writes a line; again is once. */
  void add(Transfer line) {
    lines(line.day(), line.branch()).put(line.id(), line);
  }

  boolean contains(Transfer line) {
    return lines(line.day(), line.branch()).contains(line.id(), line);
  }

  /** All lines under an id: more than one if branches that were cut off took the same order. */
  public List<Transfer> find(String id) {
    return branches.stream()
        .flatMap(branch -> lines(Transfer.day(id), branch).get(id).stream())
        .toList();
  }

  /** Lines under an id that were not taken back, in the order of the branches. */
  public List<Transfer> standing(String id) {
    return find(id).stream().filter(line -> !isReturned(line)).toList();
  }

  /** Whether the branch of a line has taken it back. */
  public boolean isReturned(Transfer line) {
    return contains(line.returned());
  }

  /** The lines of a branch on a day, sorted by id. */
  public List<Transfer> of(String day, String branch) {
    List<Transfer> all = new ArrayList<>();
    lines(day, branch).value().values().forEach(all::addAll);
    return all;
  }

  /** Days of which anything is known, in order. */
  public List<String> days() {
    TreeSet<String> days = new TreeSet<>();
    for (EntryKey entry : grid.keys(BUCKET)) {
      days.add(entry.key().utf8().split("/")[1]);
    }
    return List.copyOf(days);
  }

  /** What a branch says of a day. */
  public Figures figures(String day, String branch) {
    return said(day, branch).value().orElse(Figures.NONE);
  }

  void say(String day, String branch, Figures figures) {
    said(day, branch).offer(figures);
  }

  /** A day as this node knows it. Costs as much as the day has lines. */
  public DayReport report(String day) {
    Map<String, DayReport.Row> rows = new LinkedHashMap<>();
    Map<String, List<Transfer>> orders = new TreeMap<>();
    for (String branch : branches) {
      Figures seen = Figures.NONE;
      for (Transfer line : of(day, branch)) {
        seen = seen.plus(line);
        if (!line.isReturn() && !isReturned(line)) {
          orders.computeIfAbsent(line.id(), any -> new ArrayList<>()).add(line);
        }
      }
      rows.put(branch, new DayReport.Row(figures(day, branch), seen));
    }
    return DayReport.of(day, rows, orders.values());
  }

  /**
   * Compares every balance with all lines of all days. Costs as much as there are lines: once a
   * night, by somebody who has carried forward what is final.
   */
  public List<Difference> audit() {
    Map<String, Long> sums = new TreeMap<>();
    grid.keys("balances").forEach(entry -> sums.put(entry.key().utf8().split("/")[1], 0L));
    for (String day : days()) {
      for (String branch : branches) {
        for (Transfer line : of(day, branch)) {
          sums.merge(line.from(), -line.amount(), Math::addExact);
          sums.merge(line.to(), line.amount(), Math::addExact);
        }
      }
    }
    sums.remove(Transfer.CASH);
    return sums.entrySet().stream()
        .map(sum -> new Difference(sum.getKey(), balance(sum.getKey()).value(), sum.getValue()))
        .filter(each -> each.balance() != each.ledger())
        .toList();
  }

  Refreshed refresh(Transfer line, Duration patience) {
    return lines(line.day(), line.branch()).refresh(Level.all(), patience);
  }

  private BoundedCounter balance(String account) {
    return Journal.balance(grid, account);
  }

  private Multimap<String, Transfer> lines(String day, String branch) {
    return grid.multimap(BUCKET + "/" + day + "/" + branch, Codec.string(), TransferCodec.CODEC);
  }

  private ExtremeRegister<Figures> said(String day, String branch) {
    return grid.maxRegister("totals/" + day + "/" + branch, Figures.CODEC);
  }
}
