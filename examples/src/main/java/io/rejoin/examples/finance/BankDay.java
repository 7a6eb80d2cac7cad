package io.rejoin.examples.finance;

import static java.util.stream.Collectors.joining;

import io.rejoin.examples.finance.Outcome.Result;
import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.local.Patience;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The story: a bank's day at four branches, two of which are cut off from noon on. */
final class BankDay {
  static final List<String> BRANCHES = List.of("oslo", "bergen", "trondheim", "tromso");
  static final String DAY = "2026-03-02";

  private static final List<String> CUT_OFF = List.of("oslo", "bergen");
  private static final List<String> CUSTOMERS =
      IntStream.rangeClosed(1, 12).mapToObj("customer-%02d"::formatted).toList();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long UNIT = 100; // cents

  private final LocalGrid grid;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Map<String, Branch> branches = new LinkedHashMap<>();
  private final TellersLog log = new TellersLog();
  private final List<String> complaints = new ArrayList<>();
  private int number;

  BankDay(LocalGrid grid, Timeline timeline, long seed) {
    this.grid = grid;
    this.timeline = timeline;
    this.random = new SplittableRandom(seed);
    BRANCHES.forEach(name -> branches.put(name, new Branch(grid.at(name), name, BRANCHES)));
  }

  FinanceSummary play(int orders) throws InterruptedException {
    open();
    ordinary(orders / 2);
    rightsMove();
    grid.cut(CUT_OFF);
    timeline.event(
        Style.RED, "cut", "oslo and bergen hear nobody; trondheim and tromso have each other");
    ordinary(orders - orders / 2);
    spend();
    sameOrderTwice();
    otherOrderUnderTheSameId();
    closeOneBranch();
    grid.heal();
    timeline.event(Style.GREEN, "heal", "all lines are up again");
    Duration convergence = agree();
    int takenBack = settle();
    lastMoney();
    closeAll();
    agree();
    return conclude(convergence, takenBack);
  }

  private void open() throws InterruptedException {
    timeline.event(Style.BOLD, "open", "branches " + String.join(", ", BRANCHES));
    List<String> special = List.of("ada", "bo", "cy", "landlord");
    special.forEach(branches.get("oslo")::open);
    CUSTOMERS.forEach(branches.get("tromso")::open);
    for (String customer : CUSTOMERS) {
      for (String branch : BRANCHES) {
        pay(branch, customer, 150 * UNIT);
      }
    }
    pay("oslo", "ada", 600 * UNIT);
    pay("bergen", "ada", 400 * UNIT);
    for (String branch : CUT_OFF) {
      pay(branch, "bo", 900 * UNIT);
      pay(branch, "cy", 900 * UNIT);
    }
    agree();
  }

  /** Draws orders at all branches; customers go to any. */
  private void ordinary(int orders) {
    long refused = log.refused();
    for (int i = 0; i < orders; i++) {
      String branch = BRANCHES.get(random.nextInt(BRANCHES.size()));
      String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
      long cents = random.nextLong(UNIT, 80 * UNIT);
      int kind = random.nextInt(10);
      if (kind < 2) {
        deposit(branch, next(), customer, cents);
      } else if (kind < 5) {
        withdraw(branch, next(), customer, cents);
      } else {
        String other = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        if (!other.equals(customer)) {
          transfer(branch, next(), customer, other, cents);
        }
      }
    }
    timeline.event(
        Style.CYAN,
        "orders",
        "%d orders at four branches, %d of them refused".formatted(orders, log.refused() - refused));
  }

  private void rightsMove() throws InterruptedException {
    Outcome first = withdraw("tromso", "ada-cash", "ada", 100 * UNIT);
    timeline.event(Style.CYAN, "ada", "wants 100.00 in tromso; " + first);
    long begin = System.nanoTime();
    boolean done = first.isBooked() || Patience.await(
        PATIENCE, () -> withdraw("tromso", "ada-cash", "ada", 100 * UNIT).isBooked());
    insist(done, "ada was not given her 100.00 in tromso, though oslo and bergen can be reached");
    timeline.more("%d ms later rights have moved there: booked"
        .formatted((System.nanoTime() - begin) / 1_000_000));
    agree();
  }

  private void spend() {
    timeline.event(Style.CYAN, "ada", "takes out 60.00 at a time in oslo and in bergen:");
    for (String branch : CUT_OFF) {
      int times = 0;
      Outcome outcome = withdraw(branch, next(), "ada", 60 * UNIT);
      while (outcome.result() == Result.DONE) {
        times++;
        outcome = withdraw(branch, next(), "ada", 60 * UNIT);
      }
      timeline.more("%s: %d times, then %s".formatted(branch, times, outcome));
      insist(outcome.result() == Result.NO_RIGHTS, branch + " said " + outcome);
    }
    timeline.more("the rest may be anywhere: neither can pay it, and neither overdraws");
  }

  private void sameOrderTwice() {
    Outcome oslo = transfer("oslo", "rent", "bo", "landlord", 500 * UNIT);
    Outcome again = transfer("oslo", "rent", "bo", "landlord", 500 * UNIT);
    Outcome bergen = transfer("bergen", "rent", "bo", "landlord", 500 * UNIT);
    timeline.event(Style.YELLOW, "bo", "gives one order for his rent in oslo, twice, and in bergen");
    timeline.more("oslo: %s; again: %s; bergen, which has not heard of it: %s"
        .formatted(oslo, again, bergen));
    insist(again.result() == Result.KNOWN, "oslo booked one order twice");
  }

  private void otherOrderUnderTheSameId() {
    Outcome oslo = transfer("oslo", "present", "cy", "ada", 30 * UNIT);
    Outcome bergen = transfer("bergen", "present", "cy", "ada", 300 * UNIT);
    timeline.event(
        Style.YELLOW, "cy", "gives 30.00 in oslo and 300.00 in bergen, under one id by mistake");
    timeline.more("oslo: %s; bergen: %s".formatted(oslo, bergen));
  }

  private void closeOneBranch() {
    Branch oslo = branch("oslo");
    oslo.close(DAY);
    DayReport report = oslo.ledger().report(DAY);
    timeline.event(Style.CYAN, "oslo", "closes the day; there it is " + report);
    report.why().forEach(why -> timeline.more("because " + why));
    insist(!report.isFinal(), "oslo took the day for final while it heard nobody");
  }

  private int settle() throws InterruptedException {
    DayReport before = branch("tromso").ledger().report(DAY);
    timeline.event(Style.YELLOW, "open", "every branch sees what was booked twice:");
    before.open().forEach(item -> timeline.more(item.toString()));
    insist(before.open().size() == 2, "two items should be open, not " + before.open());
    int[] settled = new int[1];
    boolean done = Patience.await(PATIENCE, () -> {
      branches.values().forEach(branch -> settled[0] += branch.settle(DAY));
      return branch("bergen").ledger().standing(id("rent")).size() == 1;
    });
    insist(done, "the second payment of the rent was not taken back");
    timeline.event(Style.GREEN, "settle", "bergen takes its rent back: oslo's line counts");
    for (Transfer line : branch("bergen").ledger().find(id("present"))) {
      if (line.branch().equals("bergen")) {
        boolean back = Patience.await(PATIENCE, () -> branch("bergen").takeBack(line).isBooked());
        insist(back, "the present of 300.00 could not be taken back");
        settled[0]++;
      }
    }
    timeline.more("a person decides for cy's 30.00, and bergen takes the 300.00 back");
    agree();
    return settled[0];
  }

  private void lastMoney() throws InterruptedException {
    long rest = branch("tromso").balance("ada").known();
    boolean paid = Patience.await(
        PATIENCE, () -> withdraw("tromso", "ada-rest", "ada", rest).isBooked());
    insist(paid, "the rest of ada's account could not be paid out in tromso");
    Outcome more = withdraw("tromso", "ada-more", "ada", 1);
    timeline.event(
        Style.CYAN, "ada", "has her last %s in tromso; a cent more: %s".formatted(
            Money.text(rest), more));
    insist(more.result() == Result.NO_RIGHTS, "a cent that is not there was paid out");
  }

  private void closeAll() {
    branches.values().forEach(branch -> branch.close(DAY));
    timeline.event(Style.CYAN, "evening", "all branches close the day");
  }

  private FinanceSummary conclude(Duration convergence, int takenBack) {
    Map<String, DayReport> reports = new LinkedHashMap<>();
    branches.forEach((name, branch) -> {
      reports.put(name, branch.ledger().report(DAY));
      complaints.addAll(log.differences(branch, DAY));
    });
    insist(reports.values().stream().distinct().count() == 1, "the branches' days differ");
    timeline.event(
        Style.BOLD,
        "day",
        reports.entrySet().stream()
            .map(each -> each.getKey() + " " + (each.getValue().isFinal() ? "final" : "provisional"))
            .collect(joining(", ")));
    return new FinanceSummary(
        log.taken(),
        log.refused(),
        log.orders().size(),
        log.amount(),
        takenBack,
        convergence,
        reports,
        complaints.stream().distinct().toList());
  }

  /** Waits until all branches have the same books. */
  private Duration agree() throws InterruptedException {
    long begin = System.nanoTime();
    boolean agreed = Patience.await(PATIENCE, this::haveSameBooks);
    insist(agreed, "the branches did not come to the same books in " + PATIENCE.toSeconds() + " s");
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean haveSameBooks() {
    return grid.isConverged()
        && branches.values().stream()
                .map(branch -> branch.ledger().report(DAY))
                .distinct()
                .count()
            == 1
        && branches.values().stream().allMatch(branch -> branch.ledger().audit().isEmpty());
  }

  /** Tries again until the branch has heard of the account. */
  private void pay(String branch, String account, long cents) throws InterruptedException {
    String reference = next();
    boolean paid =
        Patience.await(PATIENCE, () -> deposit(branch, reference, account, cents).isBooked());
    insist(paid, branch + " did not take " + account + "'s money");
  }

  private Outcome deposit(String branch, String reference, String account, long cents) {
    return hear(
        new Transfer(id(reference), Transfer.CASH, account, cents, branch, ""),
        branch(branch).deposit(id(reference), account, cents));
  }

  private Outcome withdraw(String branch, String reference, String account, long cents) {
    return hear(
        new Transfer(id(reference), account, Transfer.CASH, cents, branch, ""),
        branch(branch).withdraw(id(reference), account, cents));
  }

  private Outcome transfer(String branch, String reference, String from, String to, long cents) {
    return hear(
        new Transfer(id(reference), from, to, cents, branch, ""),
        branch(branch).transfer(id(reference), from, to, cents));
  }

  private Outcome hear(Transfer order, Outcome outcome) {
    return log.heard(order, outcome);
  }

  private Branch branch(String name) {
    Branch branch = branches.get(name);
    if (branch == null) {
      throw new IllegalArgumentException("no branch " + name);
    }
    return branch;
  }

  private String next() {
    return "order-" + ++number;
  }

  private static String id(String reference) {
    return DAY + "/" + reference;
  }

  private void insist(boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }
}
