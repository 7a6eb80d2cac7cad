package io.rejoin.examples.comparison.field;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.GrowOnlySet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A ledger that only grows for each branch, and a bounded counter for each balance. Branches that
 * have not heard of each other both book an order that is given to both; the later one in the order
 * of branches takes it back when it hears of that, if the payee still has the money.
 */
record GridBank(Grid grid, int site, int sites) implements Banking {
  private static final String CASH = "cash";

  private record Line(String id, String from, String to, long cents) {
    static Line of(String text) {
      String[] parts = text.split(" ");
      return new Line(parts[0], parts[1], parts[2], Long.parseLong(parts[3]));
    }

    boolean isOf(String account) {
      return from.equals(account) || to.equals(account);
    }

    boolean isReturn() {
      return id.endsWith("/returned");
    }

    Line returned() {
      return new Line(id + "/returned", to, from, cents);
    }

    @Override
    public String toString() {
      return id + " " + from + " " + to + " " + cents;
    }
  }

  @Override
  public void deposit(String id, String account, long cents) {
    var unused = book(new Line(id, CASH, account, cents));
  }

  @Override
  public Booking withdraw(String id, String account, long cents) {
    return book(new Line(id, account, CASH, cents));
  }

  @Override
  public Booking transfer(String id, String from, String to, long cents) {
    return book(new Line(id, from, to, cents));
  }

  private Booking book(Line line) {
    if (IntStream.range(0, sites).anyMatch(each -> lines(each).contains(line))) {
      return Booking.KNOWN;
    }
    if (!line.from().equals(CASH) && !counter(line.from()).tryDecrement(line.cents()).isDone()) {
      return Booking.REFUSED;
    }
    ledger(site).add(line.toString());
    if (!line.to().equals(CASH)) {
      counter(line.to()).increment(line.cents());
    }
    return Booking.DONE;
  }

  @Override
  public long balance(String account) {
    return counter(account).value();
  }

  @Override
  public Set<String> lines(String account) {
    Set<String> ids = new TreeSet<>();
    for (int each = 0; each < sites; each++) {
      lines(each).stream()
          .filter(line -> line.isOf(account) && !line.isReturn())
          .forEach(line -> ids.add(line.id()));
    }
    return ids;
  }

  @Override
  public void settle() {
    second(site).forEach(line -> {
      var unused = book(line.returned());
    });
  }

  @Override
  public Set<String> unsettled() {
    Set<String> accounts = new TreeSet<>();
    for (int each = 0; each < sites; each++) {
      second(each).forEach(line -> accounts.addAll(Set.of(line.from(), line.to())));
    }
    return accounts;
  }

  /** What a branch has booked after another, in the order of branches, and not taken back. */
  private List<Line> second(int branch) {
    List<Line> own = lines(branch);
    return own.stream()
        .filter(line -> !line.isReturn() && !own.contains(line.returned()))
        .filter(line -> first(line).filter(first -> first < branch).isPresent())
        .toList();
  }

  private Optional<Integer> first(Line line) {
    return IntStream.range(0, sites)
        .filter(each -> lines(each).contains(line))
        .boxed()
        .findFirst();
  }

  private List<Line> lines(int branch) {
    return ledger(branch).value().stream().map(Line::of).toList();
  }

  private GrowOnlySet<String> ledger(int branch) {
    return grid.growOnlySet("ledger/" + branch, Codec.string());
  }

  private BoundedCounter counter(String account) {
    return grid.boundedCounter(account);
  }
}
