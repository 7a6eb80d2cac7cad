package io.rejoin.examples.finance;

import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.examples.finance.Outcome.Result;
import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A branch of a bank, with a node of its own. It works whether or not it reaches the others.
 *
 * <p>A transfer is several entries, and the grid has no transactions. So each step is one that may
 * be the last: the intent is written down, the payer is debited, the line is written, the payee is
 * credited, the intent is crossed out. The line decides: {@link #recover} gives the payer back what
 * was taken for a line that is not there, and credits the payee of one that is. At no step is there
 * more money than before. Balances are rows, and only this branch writes its own, so recovery sees
 * in them which steps were taken and takes none twice.
 *
 * <p>An order that is given again, to this branch or to one that has heard of it, is booked once.
 * Branches that have not heard of each other both book it: {@link #settle} takes all but one back.
 *
 * <p>Thread-safe. There is one object of this class for a node; the buckets {@code journal}, {@code
 * balances}, {@code ledger} and {@code totals} are {@code durability = sync}.
 */
public final class Branch {
  private final Grid grid;
  private final String name;
  private final Ledger ledger;
  private final Journal journal;
  private final Runnable between;

  /**
   * What an account holds.
   *
   * @param available cents that this branch may pay out now, whoever is cut off
   * @param known cents in all, as far as this branch has heard
   */
  public record Balance(long available, long known) {
    @Override
    public String toString() {
      return Money.text(available) + " to be had here, " + Money.text(known) + " in all as far as"
          + " is known";
    }
  }

  /** {@code branches} are all there are, this one too, in the same order everywhere. */
  public Branch(Grid grid, String name, List<String> branches) {
    this(grid, name, branches, () -> {});
  }

  /** {@code between} runs after each step but the last, as a process that may end there. */
  Branch(Grid grid, String name, List<String> branches, Runnable between) {
    if (!branches.contains(name)) {
      throw new IllegalArgumentException("no branch '" + name + "'; there are " + branches);
    }
    branches.forEach(each -> Transfer.checkName("branch", each));
    this.grid = grid;
    this.name = name;
    this.ledger = new Ledger(grid, branches);
    this.journal = new Journal(grid, name);
    this.between = between;
  }

  public String name() {
    return name;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** Opens an account; opening it again, or at two branches, is once. */
  public void open(String account) {
    Transfer.checkName("account", account);
    if (account.equals(Transfer.CASH)) {
      throw new IllegalArgumentException("'" + account + "' is no account: it is notes and coins");
    }
    grid.flag("accounts/" + account).enable();
  }

  /** What is on an account. */
  public Balance balance(String account) {
    BoundedCounter balance = Journal.balance(grid, account);
    return new Balance(balance.available(), balance.value());
  }

  /** Cash comes in. */
  public Outcome deposit(String id, String account, long cents) {
    return submit(new Transfer(id, Transfer.CASH, account, cents, name, "deposit"));
  }

  /**
   * Cash goes out. Notes go over the counter only if the outcome is {@link Result#DONE}: where the
   * same order was booked before, they may have.
   */
  public Outcome withdraw(String id, String account, long cents) {
    return submit(new Transfer(id, account, Transfer.CASH, cents, name, "withdrawal"));
  }

  /** Moves money between accounts. */
  public Outcome transfer(String id, String from, String to, long cents) {
    return submit(new Transfer(id, from, to, cents, name, "transfer"));
  }

  private synchronized Outcome submit(Transfer line) {
    line.checkOrder();
    List<Transfer> booked = ledger.find(line.id());
    if (!booked.isEmpty() && ledger.standing(line.id()).isEmpty()) {
      return Outcome.of(Result.TAKEN_BACK, "refused: " + line.id() + " was booked and taken back");
    }
    if (booked.stream().anyMatch(line::sameOrder)) {
      return Outcome.of(Result.KNOWN, "booked before, at " + booked.get(0).branch());
    }
    if (!booked.isEmpty()) {
      return Outcome.of(Result.OTHER_ORDER, "refused: " + line.id() + " is another order of "
          + Money.text(booked.get(0).amount()) + ", booked at " + booked.get(0).branch());
    }
    if (ledger.figures(line.day(), name).closed()) {
      return Outcome.of(Result.DAY_CLOSED, "refused: " + line.day() + " is closed here");
    }
    if (!isOpen(line.to())) {
      return Outcome.of(
          Result.UNKNOWN_ACCOUNT, "refused: no account '" + line.to() + "' is known here");
    }
    return book(line);
  }

  private boolean isOpen(String account) {
    return account.equals(Transfer.CASH) || grid.flag("accounts/" + account).isEnabled();
  }

  private Outcome book(Transfer line) {
    if (journal.isPending(line.from()) || journal.isPending(line.to())) {
      return Outcome.of(Result.RECOVERING, "refused: a transfer of this account was broken off"
          + " here, and is being looked into");
    }
    Intent intent = journal.begin(line);
    between.run();
    Optional<BoundedCounter.Attempt> debit = debit(line);
    if (debit.isPresent() && !debit.get().isDone()) {
      journal.end(intent);
      long here = debit.get().available();
      long known = debit.get().known();
      return new Outcome(Result.NO_RIGHTS, "refused: " + new Balance(here, known), here, known);
    }
    between.run();
    ledger.add(line);
    between.run();
    credit(line.to(), line.amount());
    ledger.say(line.day(), name, ledger.figures(line.day(), name).plus(line));
    between.run();
    journal.end(intent);
    return new Outcome(
        Result.DONE,
        "booked",
        debit.map(BoundedCounter.Attempt::available).orElse(0L),
        debit.map(BoundedCounter.Attempt::known).orElse(0L));
  }

  private Optional<BoundedCounter.Attempt> debit(Transfer line) {
    return line.from().equals(Transfer.CASH)
        ? Optional.empty()
        : Optional.of(Journal.balance(grid, line.from()).tryDecrement(line.amount()));
  }

  private void credit(String account, long cents) {
    if (!account.equals(Transfer.CASH)) {
      Journal.balance(grid, account).increment(cents);
    }
  }

  /**
   * Finishes or undoes what an earlier process of this branch has broken off; to be called at every
   * start, and again while something is left. Until then this branch leaves the accounts alone.
   * Before it decides it hears every member, as one of them may know more than this node's disk:
   * while one cannot be reached, the transfer stays an open item.
   *
   * @return what is left, and why
   */
  public List<String> recover(Duration patience) {
    List<String> left = new ArrayList<>();
    for (Intent intent : journal.pending()) {
      Transfer line = intent.line();
      List<Refreshed> heard = new ArrayList<>();
      heard.add(journal.refresh(patience));
      heard.add(ledger.refresh(line, patience));
      for (String account : List.of(line.from(), line.to())) {
        if (!account.equals(Transfer.CASH)) {
          heard.add(Journal.balance(grid, account).refresh(Level.all(), patience));
        }
      }
      Optional<Refreshed> silent = heard.stream().filter(each -> !each.reached()).findFirst();
      if (silent.isPresent()) {
        left.add(line.id() + " of " + Money.text(line.amount()) + ": " + silent.get());
      } else if (!finish(intent)) {
        left.add(line.id() + " of " + Money.text(line.amount())
            + ": the balances have moved further than it says, a person must look");
      }
    }
    return left;
  }

  private synchronized boolean finish(Intent intent) {
    if (!journal.pending().contains(intent)) {
      return true;
    }
    Transfer line = intent.line();
    boolean stands = ledger.contains(line);
    boolean restored = stands
        ? restore(line.to(), intent.toBefore() + line.amount())
        : restore(line.from(), intent.fromBefore());
    if (restored) {
      recount(line.day());
      journal.end(intent);
    }
    return restored;
  }

  /** Adds what an account lacks of what this branch should have booked on it. */
  private boolean restore(String account, long due) {
    if (account.equals(Transfer.CASH)) {
      return true;
    }
    long missing = due - journal.booked(account);
    if (missing > 0) {
      credit(account, missing);
    }
    return missing >= 0;
  }

  private void recount(String day) {
    Figures said = ledger.figures(day, name);
    Figures counted = Figures.NONE;
    for (Transfer line : ledger.of(day, name)) {
      counted = counted.plus(line);
    }
    ledger.say(day, name, said.closed() ? counted.close() : counted);
  }

  /**
   * Takes back what this branch booked although another had booked it, now that both have heard of
   * it; of the same order the first branch's line stays. Only between accounts: whether notes have
   * gone over the counter twice, a person must say. The payee's money may be spent or elsewhere,
   * then the item stays open, and this is to be called again.
   *
   * @return how many lines were taken back now
   */
  public synchronized int settle(String day) {
    int settled = 0;
    for (Transfer line : ledger.of(day, name)) {
      if (line.isReturn() || !line.isBetweenAccounts()) {
        continue;
      }
      List<Transfer> standing = ledger.standing(line.id());
      boolean isSecond = standing.contains(line) && !standing.get(0).equals(line);
      if (isSecond && standing.get(0).sameOrder(line)) {
        settled += book(line.returned()).isBooked() ? 1 : 0;
      }
    }
    return settled;
  }

  /**
   * Takes a line back because a person has decided so; only the branch that booked it can. Twice is
   * once. On a day that is closed here it must not be the first under its id, or a day that is final
   * elsewhere would change: such a one is put right by another order.
   *
   * @throws IllegalArgumentException if it is another branch's, not in the ledger, or itself one
   *     that takes back
   */
  public synchronized Outcome takeBack(Transfer line) {
    if (!line.branch().equals(name) || line.isReturn() || !ledger.contains(line)) {
      throw new IllegalArgumentException(name + " has booked no " + line);
    }
    if (ledger.isReturned(line)) {
      return Outcome.of(Result.KNOWN, "taken back before");
    }
    boolean isFirst = ledger.find(line.id()).get(0).equals(line);
    if (isFirst && ledger.figures(line.day(), name).closed()) {
      return Outcome.of(Result.DAY_CLOSED, "refused: " + line.day() + " is closed here");
    }
    return book(line.returned());
  }

  /**
   * Takes no more orders of a day at this branch. The day is final once every branch has said so
   * and all lines are here: {@link Ledger#report}. Lines taken back may still come.
   *
   * @return what this branch says of the day; still open if a transfer was broken off and is not
   *     {@linkplain #recover recovered}
   */
  public synchronized Figures close(String day) {
    if (journal.pending().stream().anyMatch(intent -> intent.line().day().equals(day))) {
      return ledger.figures(day, name);
    }
    ledger.say(day, name, ledger.figures(day, name).close());
    return ledger.figures(day, name);
  }
}
