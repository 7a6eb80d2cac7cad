package io.rejoin.examples.comparison.field;

import io.rejoin.examples.finance.Branch;
import io.rejoin.examples.finance.Outcome;
import io.rejoin.examples.finance.Outcome.Result;
import io.rejoin.examples.finance.Transfer;
import io.rejoin.grid.Grid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A branch of the finance example, on one day. */
final class GridBank implements Banking {
  private static final String DAY = "2026-03-02";

  private final Branch branch;
  private final List<String> branches;

  GridBank(Grid grid, int site, int sites, List<String> accounts) {
    branches =
        IntStream.range(0, sites).mapToObj(each -> "branch-" + (each + 1)).toList();
    branch = new Branch(grid, branches.get(site), branches);
    accounts.forEach(account -> branch.open(Places.name(account)));
  }

  @Override
  public Booking deposit(String id, String account, long cents) {
    return booking(branch.deposit(DAY + "/" + id, Places.name(account), cents));
  }

  @Override
  public Booking withdraw(String id, String account, long cents) {
    return booking(branch.withdraw(DAY + "/" + id, Places.name(account), cents));
  }

  @Override
  public Booking transfer(String id, String from, String to, long cents) {
    return booking(branch.transfer(DAY + "/" + id, Places.name(from), Places.name(to), cents));
  }

  private static Booking booking(Outcome outcome) {
    if (outcome.result() == Result.DONE) {
      return Booking.DONE;
    }
    return outcome.isBooked() ? Booking.KNOWN : Booking.REFUSED;
  }

  @Override
  public long balance(String account) {
    return branch.balance(Places.name(account)).known();
  }

  @Override
  public Set<String> lines(String account) {
    Set<String> ids = new TreeSet<>();
    for (String each : branches) {
      for (Transfer line : branch.ledger().of(DAY, each)) {
        if (!line.isReturn() && touches(line, Places.name(account))) {
          ids.add(Places.name(line.id()));
        }
      }
    }
    return ids;
  }

  private static boolean touches(Transfer line, String account) {
    return line.from().equals(account) || line.to().equals(account);
  }

  @Override
  public void settle() {
    branch.settle(DAY);
  }

  @Override
  public Set<String> unsettled() {
    Set<String> accounts = new TreeSet<>();
    branch.ledger().report(DAY).open().stream()
        .flatMap(item -> item.lines().stream())
        .forEach(
            line -> accounts.addAll(Set.of("accounts/" + line.from(), "accounts/" + line.to())));
    return accounts;
  }
}
