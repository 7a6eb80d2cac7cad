package io.rejoin.examples.finance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What those at the desks were told, written down beside the grid: each order once, and what that
 * makes of every account. What the branches show is held against it.
 */
final class TellersLog {
  private final SortedMap<String, Transfer> orders = new TreeMap<>();
  private final SortedMap<String, Long> balances = new TreeMap<>();
  private final List<String> overdrafts = new ArrayList<>();
  private long taken;
  private long refused;

  /** A branch has answered. Of an id that branches took for different orders the first counts. */
  synchronized Outcome heard(Transfer order, Outcome outcome) {
    if (!outcome.isBooked()) {
      refused++;
    } else {
      taken++;
      if (orders.putIfAbsent(order.id(), order) == null) {
        move(order.from(), -order.amount());
        move(order.to(), order.amount());
      }
    }
    return outcome;
  }

  private void move(String account, long cents) {
    long now = balances.merge(account, cents, Math::addExact);
    if (now < 0 && !account.equals(Transfer.CASH)) {
      overdrafts.add(account + " was overdrawn by " + Money.text(-now));
    }
  }

  /** By account, without cash. */
  synchronized Map<String, Long> balances() {
    SortedMap<String, Long> accounts = new TreeMap<>(balances);
    accounts.remove(Transfer.CASH);
    return Collections.unmodifiableMap(accounts);
  }

  /** Each order that was answered with yes, once, by id. */
  synchronized Map<String, Transfer> orders() {
    return Collections.unmodifiableMap(new TreeMap<>(orders));
  }

  /** Their sum, in cents. */
  synchronized long amount() {
    return orders.values().stream().mapToLong(Transfer::amount).reduce(0, Math::addExact);
  }

  synchronized List<String> overdrafts() {
    return List.copyOf(overdrafts);
  }

  /** Answers that were yes, repeated orders too. */
  synchronized long taken() {
    return taken;
  }

  synchronized long refused() {
    return refused;
  }

  /** What a branch shows that is not what people were told; nothing, if all is well. */
  synchronized List<String> differences(Branch branch, String day) {
    List<String> wrong = new ArrayList<>(overdrafts);
    DayReport report = branch.ledger().report(day);
    report.why().forEach(why -> wrong.add("the day is not final: " + why));
    if (report.orders() != orders.size() || report.amount() != amount()) {
      wrong.add("%s; people were told of %d orders, %s"
          .formatted(report, orders.size(), Money.text(amount())));
    }
    orders.forEach((id, order) -> {
      List<Transfer> standing = branch.ledger().standing(id);
      if (standing.size() != 1 || !standing.get(0).sameOrder(order)) {
        wrong.add(id + " should be in the ledger once, and is there as " + standing);
      }
    });
    branch.ledger().audit().forEach(difference -> wrong.add(difference.toString()));
    balances().forEach((account, cents) -> {
      long known = branch.balance(account).known();
      if (known != cents) {
        wrong.add("%s has %s and should have %s"
            .formatted(account, Money.text(known), Money.text(cents)));
      }
    });
    return wrong.stream().map(each -> branch.name() + ": " + each).toList();
  }
}
