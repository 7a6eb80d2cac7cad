package io.rejoin.examples.finance;

import io.rejoin.grid.Grid;
import java.util.List;

/** What a desk needs of a bank, to see what becomes of it with other types. */
interface Bank {

  /** Carries an order out, or says no; an order that was carried out before is yes. */
  boolean submit(Transfer order);

  /** The orders of a day, each counted once, in cents. */
  long total(String day);

  /** A bank as a node shows it; {@code between} runs after each step of a transfer. */
  interface Kind {
    Bank at(Grid grid, String branch, Runnable between);
  }

  /** The example's. */
  record Ours(Branch branch) implements Bank {
    static Kind with(List<String> branches) {
      return (grid, name, between) -> new Ours(new Branch(grid, name, branches, between));
    }

    @Override
    public boolean submit(Transfer order) {
      return branch.submit(order).isBooked();
    }

    @Override
    public long total(String day) {
      return branch.ledger().report(day).amount();
    }
  }

  /** Counters that look before they take, and a list: right at one node, wrong at two. */
  record Plain(Grid grid) implements Bank {
    @Override
    public boolean submit(Transfer order) {
      if (grid.list("lines/" + order.day(), TransferCodec.CODEC).value().stream()
          .anyMatch(order::sameOrder)) {
        return true;
      }
      if (!order.from().equals(Transfer.CASH)
          && grid.counter("money/" + order.from()).value() < order.amount()) {
        return false;
      }
      grid.counter("money/" + order.from()).add(-order.amount());
      grid.list("lines/" + order.day(), TransferCodec.CODEC).add(order);
      grid.counter("money/" + order.to()).add(order.amount());
      return true;
    }

    @Override
    public long total(String day) {
      return grid.list("lines/" + day, TransferCodec.CODEC).value().stream()
          .mapToLong(Transfer::amount)
          .sum();
    }
  }
}
