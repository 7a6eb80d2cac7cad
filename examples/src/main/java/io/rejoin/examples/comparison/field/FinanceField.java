package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.field.Banking.Booking;
import io.rejoin.examples.comparison.field.Drawing.Step;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.history.Thing;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Deposits, withdrawals and transfers at branches of a bank. Some transfers are given again under
 * the same id, at any branch, soon after the first time.
 */
public final class FinanceField implements Field<Banking> {
  private static final List<String> ACCOUNTS =
      List.of("accounts/ann", "accounts/bob", "accounts/cat", "accounts/dog", "accounts/elk");
  private static final long FIRST_DEPOSIT = 400;
  private static final int MOST = 120;
  private static final int SOON = 3;
  private static final Duration CHORE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "finance";
  }

  @Override
  public String limit() {
    return "money paid out that was not there";
  }

  @Override
  public List<Act<Banking>> acts(Schedule schedule, RandomGenerator random) {
    Drawing<Banking> drawing = new Drawing<>(schedule, random);
    List<Step<Banking>> transfers = new ArrayList<>();
    int[] ids = new int[1];
    for (String account : ACCOUNTS) {
      drawing.first(deposit("d" + ++ids[0], account, FIRST_DEPOSIT));
    }
    drawing
        .mix(20, () -> deposit("d" + ++ids[0], drawing.one(ACCOUNTS), drawing.upTo(MOST)))
        .mix(25, () -> withdraw("w" + ++ids[0], drawing.one(ACCOUNTS), drawing.upTo(MOST)))
        .mix(25, () -> {
          int from = drawing.upTo(ACCOUNTS.size()) - 1;
          int to = (from + drawing.upTo(ACCOUNTS.size() - 1)) % ACCOUNTS.size();
          Step<Banking> step =
              transfer("t" + ++ids[0], ACCOUNTS.get(from), ACCOUNTS.get(to), drawing.upTo(MOST));
          transfers.add(step);
          return step;
        })
        .mix(10, () -> {
          List<Step<Banking>> late =
              transfers.subList(Math.max(0, transfers.size() - SOON), transfers.size());
          return late.isEmpty()
              ? look(drawing.one(ACCOUNTS))
              : drawing.one(late).elsewhere();
        })
        .mix(15, () -> look(drawing.one(ACCOUNTS)));
    return drawing.chores("settle", Banking::settle, CHORE).every(Duration.ofMillis(300));
  }

  private static Step<Banking> deposit(String id, String account, long cents) {
    return Step.change("deposit", ACCOUNTS.indexOf(account), (bank, ledger) -> {
      if (bank.deposit(id, account, cents) == Booking.DONE) {
        ledger.put(new Thing(account, id));
        ledger.came(account, id, cents);
      }
    });
  }

  private static Step<Banking> withdraw(String id, String account, long cents) {
    return Step.change("withdraw", ACCOUNTS.indexOf(account), (bank, ledger) -> {
      if (bank.withdraw(id, account, cents) == Booking.DONE) {
        ledger.put(new Thing(account, id));
        ledger.went(account, id, cents);
      } else {
        ledger.denied(account, cents);
      }
    });
  }

  private static Step<Banking> transfer(String id, String from, String to, long cents) {
    return Step.change("transfer", ACCOUNTS.indexOf(from), (bank, ledger) -> {
      Booking booking = bank.transfer(id, from, to, cents);
      if (booking == Booking.DONE) {
        ledger.put(new Thing(from, id));
        ledger.put(new Thing(to, id));
        ledger.went(from, id, cents);
        ledger.came(to, id, cents);
      } else if (booking == Booking.REFUSED) {
        ledger.denied(from, cents);
      }
    });
  }

  private static Step<Banking> look(String account) {
    return Step.look(
        "look at " + account,
        ACCOUNTS.indexOf(account),
        (bank, ledger) -> ledger.looked(account, bank.balance(account)));
  }

  @Override
  public Banking over(Documents documents) {
    return new DocumentBank(documents);
  }

  @Override
  public Banking over(Grid grid, int site, int sites) {
    return new GridBank(grid, site, sites, ACCOUNTS);
  }

  @Override
  public boolean isSingle(String place) {
    return false;
  }

  @Override
  public Shown shown(Banking bank) {
    Set<Thing> things = new TreeSet<>();
    Map<String, Long> figures = new TreeMap<>();
    for (String account : ACCOUNTS) {
      bank.lines(account).forEach(id -> things.add(new Thing(account, id)));
      figures.put(account, bank.balance(account));
    }
    return new Shown(things, figures, Set.of(), bank.unsettled());
  }
}
