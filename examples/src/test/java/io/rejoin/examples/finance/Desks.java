package io.rejoin.examples.finance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.rejoin.Level;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * People at the desks of a simulated bank, and what they write down: what they asked for, and what
 * they were told. A transfer waits between its steps, so that a crash may come in between.
 */
final class Desks {
  static final String DAY = "2026-03-02";

  private static final Duration CLOSING = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(60);
  private static final List<String> PEOPLE = List.of("bo", "cy", "dee");
  private static final List<String> ACCOUNTS = List.of("ada", "bo", "cy", "dee", "savings");
  private static final Level NEVER = Level.copies(99);

  final List<String> branches = List.of("branch-1", "branch-2", "branch-3", "branch-4");
  final SortedMap<String, Transfer> asked = new TreeMap<>();
  final SortedSet<String> told = new TreeSet<>();
  private final SortedSet<String> unanswered = new TreeSet<>();
  private final SortedMap<String, List<String>> open = new TreeMap<>();
  private final SimulatedGrid grid;
  private final Bank.Kind kind;
  long paidIn;
  long paidOut;
  long hotIn;
  long hotOut;
  int refused;
  int brokenOff;
  int takenBack;
  private int number;

  Desks(SimulatedGrid grid, Bank.Kind kind) {
    this.grid = grid;
    this.kind = kind;
    for (String node : grid.nodes()) {
      grid.client(node).every(500, MILLISECONDS, this::work);
    }
    grid.always("no more is paid out than was paid in", () -> paidOut <= paidIn);
    grid.always("no account is overdrawn", () -> hotOut <= hotIn);
    grid.atTheEnd("each order is counted once", () -> grid.nodes().stream().allMatch(this::counts));
  }

  Branch branch(String node) {
    return new Branch(grid.node(node), branchOf(node), branches);
  }

  Bank bank(String node) {
    return kind.at(grid.node(node), branchOf(node), () -> {});
  }

  private static String branchOf(String node) {
    return node.substring(0, node.indexOf('/'));
  }

  /** Orders whose desk ended before it could answer may be booked or not. */
  private boolean counts(String node) {
    long total = bank(node).total(DAY);
    long least = amount(told);
    SortedSet<String> perhaps = new TreeSet<>(told);
    perhaps.addAll(unanswered);
    return total >= least && total <= amount(perhaps);
  }

  private long amount(SortedSet<String> ids) {
    return asked.values().stream()
        .filter(order -> ids.contains(order.id()))
        .mapToLong(Transfer::amount)
        .sum();
  }

  private void work(SimulatedClient client) {
    Branch branch = branch(client.node());
    int pending = branch.pending();
    List<String> left = branch.recover(Duration.ofSeconds(1));
    open.put(client.node(), left);
    brokenOff += pending - left.size();
    if (client.now().compareTo(CLOSING) < 0) {
      serve(client);
    } else {
      takenBack += branch.settle(DAY);
      branch.close(DAY);
    }
  }

  private void serve(SimulatedClient client) {
    RandomGenerator random = client.random();
    String branch = branchOf(client.node());
    ACCOUNTS.forEach(branch(client.node())::open);
    int kindOfOrder = random.nextInt(10);
    String somebody = PEOPLE.get(random.nextInt(PEOPLE.size()));
    long cents = random.nextLong(5_00, 20_00);
    List<Transfer> earlier =
        asked.values().stream().filter(Transfer::isBetweenAccounts).toList();
    if (kindOfOrder == 0) {
      submit(client, new Transfer(next(), Transfer.CASH, "ada", cents, branch, ""));
    } else if (kindOfOrder <= 2) {
      submit(client, new Transfer(next(), Transfer.CASH, somebody, 3 * cents, branch, ""));
    } else if (kindOfOrder <= 4) {
      submit(client, new Transfer(next(), "ada", Transfer.CASH, cents, branch, ""));
    } else if (kindOfOrder <= 7 || earlier.isEmpty()) {
      submit(client, new Transfer(next(), somebody, "savings", cents, branch, ""));
    } else {
      Transfer again =
          earlier.get(earlier.size() - 1 - random.nextInt(Math.min(5, earlier.size())));
      submit(client, again.at(branch));
    }
  }

  private void submit(SimulatedClient client, Transfer order) {
    asked.putIfAbsent(order.id(), order);
    paidIn += order.from().equals(Transfer.CASH) ? order.amount() : 0;
    hotIn += order.to().equals("ada") ? order.amount() : 0;
    Bank bank = kind.at(client.grid(), order.branch(), () -> pause(client));
    boolean isNew = unanswered.add(order.id());
    boolean booked = bank.submit(order);
    if (isNew) {
      unanswered.remove(order.id());
    }
    if (!booked) {
      refused++;
      return;
    }
    told.add(order.id());
    paidOut += order.to().equals(Transfer.CASH) ? order.amount() : 0;
    hotOut += order.from().equals("ada") ? order.amount() : 0;
  }

  private static void pause(SimulatedClient client) {
    client.grid().flag("accounts/ada").refresh(NEVER, STEP);
  }

  /** What is wrong with the books of a node; nothing, if all is well. */
  List<String> wrong(String node) {
    List<String> wrong = new ArrayList<>();
    Ledger ledger = branch(node).ledger();
    DayReport report = ledger.report(DAY);
    wrong.addAll(report.why());
    wrong.addAll(open.getOrDefault(node, List.of()));
    ledger.audit().forEach(difference -> wrong.add(difference.toString()));
    long sum = 0;
    for (Transfer order : asked.values()) {
      List<Transfer> standing = ledger.standing(order.id());
      if (standing.size() > 1 || (standing.isEmpty() && told.contains(order.id()))) {
        wrong.add(order + " is there as " + standing);
      }
      sum += standing.isEmpty() ? 0 : order.amount();
    }
    if (sum != report.amount()) {
      wrong.add("orders that were asked for come to " + sum + ", the day to " + report);
    }
    return wrong;
  }

  private String next() {
    return DAY + "/" + ++number;
  }
}
