package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A counter that never goes below zero, whoever is cut off: stock, seats, credit.
 *
 * <p>Every unit in the counter is a right to take one out, and every right is in the hands of one
 * run. An increment creates rights for the run that does it, a decrement uses up rights of its own
 * run, and a run may transfer rights to another. So a run needs to know nothing of the others to
 * decrement: it may as long as it has rights, and is refused otherwise ({@link
 * InsufficientRights}), even if others have plenty.
 *
 * <p>Each run has one item, its row: rights created, rights spent, and rights given to each other
 * run. The amounts only grow and the run itself is the only one to write them, so a row of a run is
 * replaced by its next one, and nothing counts twice. The rights of a run are what it created, and
 * what the rows of others give it, less what it spent and gave away. What is on its way to a run is
 * in nobody's hands until it arrives; a run knows at least of its own row, so it never takes itself
 * to have more than it has.
 *
 * <p>A row belongs to a run, that is to one life of a process. What a run has left when its process
 * ends without transferring it is still in the value, but nobody can take it.
 *
 * <p>Where a replica has heard of what a run spent but not of who gave it, the run shows no rights
 * and the value is no less than zero; once everything is heard, rights add up to the value. Not to
 * be nested in a map: removing the field would take away rows of others.
 *
 * <p>References: P. E. O'Neil, "The escrow transactional method", TODS 11 (1986); V. Balegas, D.
 * Serra, S. Duarte, C. Ferreira, M. Shapiro, R. Rodrigues, N. Preguica, "Extending eventually
 * consistent cloud databases for enforcing numeric invariants", SRDS 2015.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add 2</td><td>add 3</td><td>5, each side may take what it added</td></tr>
 * <tr><td>take 3 of the 5 rights here</td><td>take 2 of the 2 rights there</td><td>both are carried
 *     out, 2 are left</td></tr>
 * <tr><td>take the last 1, whose right is here</td><td>take 1</td><td>here it is carried out, there
 *     it is refused at once; 0</td></tr>
 * <tr><td>add 5</td><td>take 1</td><td>refused there: the rights are here; 5</td></tr>
 * <tr><td>give 3 of 5 rights to there</td><td>take 1</td><td>refused there until the transfer has
 *     arrived, then not; 5</td></tr>
 * <tr><td>give 3 of 5 rights to there</td><td>give 2 of 2 rights to here</td><td>4 here, 3 there;
 *     7</td></tr>
 * </table>
 */
public final class BoundedCounter implements CrdtType<BoundedCounter.Change> {
  public static final BoundedCounter TYPE = new BoundedCounter();

  /** How many other runs a run may ever give rights to. */
  public static final int MAX_GIVEN_TO = 4_096;

  private static final int INCREMENT = 1;
  private static final int DECREMENT = 2;
  private static final int TRANSFER = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Adds to the counter; the rights are the run's own. */
  public record Increment(long amount) implements Change {
    public Increment {
      checkAmount(amount);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(INCREMENT).varint(amount);
    }
  }

  /** Takes from the counter, all or nothing; refused with {@link InsufficientRights}. */
  public record Decrement(long amount) implements Change {
    public Decrement {
      checkAmount(amount);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(DECREMENT).varint(amount);
    }
  }

  /** Gives rights to another run, all or nothing; refused with {@link InsufficientRights}. */
  public record Transfer(ReplicaId to, long amount) implements Change {
    public Transfer {
      checkAmount(amount);
    }

    @Override
    public void write(ByteWriter out) {
      to.write(out.u8(TRANSFER));
      out.varint(amount);
    }
  }

  /**
   * What is known of a run's rights.
   *
   * @param created by its increments
   * @param received from other runs
   * @param spent by its decrements
   * @param given to other runs
   */
  public record Account(long created, long received, long spent, long given) {
    public static final Account NONE = new Account(0, 0, 0, 0);

    static Account of(RightsRow row) {
      long given = row.given().values().stream().reduce(0L, Sum::of);
      return new Account(row.created(), 0, row.spent(), given);
    }

    Account receiving(long amount) {
      return new Account(created, Sum.of(received, amount), spent, given);
    }

    private Account plus(Account other) {
      return new Account(
          Sum.of(created, other.created),
          Sum.of(received, other.received),
          Sum.of(spent, other.spent),
          Sum.of(given, other.given));
    }

    /** How much the run may take now; 0 also if not all that it received is known. */
    public long rights() {
      return Math.max(0, Sum.of(created, received) - Sum.of(spent, given));
    }
  }

  private BoundedCounter() {}

  private static void checkAmount(long amount) {
    if (amount < 1) {
      throw new IllegalArgumentException("amount " + amount + ", at least 1 is needed");
    }
  }

  @Override
  public int id() {
    return 9;
  }

  @Override
  public String name() {
    return "bounded-counter";
  }

  @Override
  public void apply(Slot slot, Change change) {
    if (!slot.isRoot()) {
      throw new IllegalArgumentException(
          "a bounded counter cannot be inside a map, where a removal could take rights of others;"
              + " give it a key of its own");
    }
    SortedMap<ReplicaId, RightsRow> rows = RightsRow.latest(slot.seen());
    RightsRow row = own(slot, rows);
    RightsRow next = row;
    if (change instanceof Increment increment) {
      next = row.creating(increment.amount());
    } else if (change instanceof Decrement decrement) {
      checkRights(slot, row, decrement.amount());
      next = row.spending(decrement.amount());
    } else if (change instanceof Transfer transfer) {
      if (transfer.to().equals(slot.run())) {
        throw new IllegalArgumentException("a run has no need to give rights to itself");
      }
      checkRights(slot, row, transfer.amount());
      next = row.giving(transfer.to(), transfer.amount());
    }
    for (Item item : slot.seen().items()) {
      if (slot.owns(item.dot().run())) {
        slot.remove(item);
      }
    }
    slot.put(next.toBytes());
  }

  /**
   * What the run and those that it continues have written down, as one. An earlier run is named as
   * long as others give to it, or somebody may not have heard that its row was taken in.
   */
  private static RightsRow own(Slot slot, SortedMap<ReplicaId, RightsRow> rows) {
    SortedMap<ReplicaId, ReplicaId> successors = RightsRow.successors(rows);
    SortedSet<ReplicaId> continued = new TreeSet<>();
    SortedSet<ReplicaId> others = new TreeSet<>();
    RightsRow own = RightsRow.NONE;
    for (Map.Entry<ReplicaId, RightsRow> each : rows.entrySet()) {
      if (slot.owns(each.getKey())) {
        own = own.plus(each.getValue(), successors);
        continued.addAll(each.getValue().continued());
        continued.add(each.getKey());
      } else {
        others.addAll(each.getValue().continued());
      }
      each.getValue().given().keySet().stream()
          .filter(to -> !to.equals(slot.run()) && slot.owns(to))
          .forEach(to -> continued.add(to));
    }
    continued.remove(slot.run());
    continued.removeAll(others);
    continued.removeIf(run -> !slot.remembers(run) && !isGivenTo(run, slot, rows));
    return own.continuing(continued);
  }

  private static boolean isGivenTo(ReplicaId run, Slot slot, SortedMap<ReplicaId, RightsRow> rows) {
    return rows.entrySet().stream()
        .anyMatch(each -> !slot.owns(each.getKey()) && each.getValue().given().containsKey(run));
  }

  private static void checkRights(Slot slot, RightsRow own, long amount) {
    SortedMap<ReplicaId, RightsRow> rows = RightsRow.latest(slot.seen());
    rows.keySet().removeIf(run -> slot.owns(run));
    rows.put(slot.run(), own);
    long rights = rights(rows, slot.run());
    if (rights < amount) {
      throw new InsufficientRights(amount, rights, Math.max(rights, value(slot.seen())));
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= INCREMENT && kind <= TRANSFER, "unknown operation of a bounded counter");
    if (kind == TRANSFER) {
      return new Transfer(ReplicaId.read(in), amount(in));
    }
    return kind == INCREMENT ? new Increment(amount(in)) : new Decrement(amount(in));
  }

  private static long amount(ByteReader in) throws MalformedBytes {
    long amount = in.varint(Long.MAX_VALUE);
    in.check(amount >= 1, "amount of 0");
    return amount;
  }

  public static long value(State state) {
    return value(state.root());
  }

  /** The count, never below zero. Sums that do not fit 63 bits stay at the greatest number. */
  public static long value(View view) {
    long created = 0;
    long spent = 0;
    for (RightsRow row : RightsRow.latest(view).values()) {
      created = Sum.of(created, row.created());
      spent = Sum.of(spent, row.spent());
    }
    return Math.max(0, created - spent);
  }

  public static long rights(State state, ReplicaId run) {
    return rights(state.root(), run);
  }

  /** How much a run may take, as far as is known; exact at the run itself. */
  public static long rights(View view, ReplicaId run) {
    return rights(RightsRow.latest(view), run);
  }

  private static long rights(SortedMap<ReplicaId, RightsRow> rows, ReplicaId run) {
    return accounts(rows).getOrDefault(run, Account.NONE).rights();
  }

  /** What runs have together, such as those of a node that goes on with its earlier ones. */
  public static Account account(View view, Predicate<ReplicaId> runs) {
    return accounts(RightsRow.latest(view)).entrySet().stream()
        .filter(each -> runs.test(each.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Account.NONE, Account::plus);
  }

  public static SortedMap<ReplicaId, Account> accounts(State state) {
    return accounts(state.root());
  }

  /** What is known of each run that wrote or was given anything, sorted by run. */
  public static SortedMap<ReplicaId, Account> accounts(View view) {
    return Collections.unmodifiableSortedMap(accounts(RightsRow.latest(view)));
  }

  private static SortedMap<ReplicaId, Account> accounts(SortedMap<ReplicaId, RightsRow> rows) {
    SortedMap<ReplicaId, ReplicaId> successors = RightsRow.successors(rows);
    SortedMap<ReplicaId, Account> accounts = new TreeMap<>();
    rows.forEach((run, row) -> accounts.put(run, Account.of(row)));
    for (RightsRow row : rows.values()) {
      for (Map.Entry<ReplicaId, Long> gift : row.given().entrySet()) {
        ReplicaId to = successors.getOrDefault(gift.getKey(), gift.getKey());
        Account account = accounts.getOrDefault(to, Account.NONE);
        accounts.put(to, account.receiving(gift.getValue()));
      }
    }
    return accounts;
  }

  public static SortedMap<ReplicaId, Long> rights(State state) {
    return rights(state.root());
  }

  /** How much each run may take, sorted by run; runs without rights are left out. */
  public static SortedMap<ReplicaId, Long> rights(View view) {
    SortedMap<ReplicaId, Long> rights = new TreeMap<>();
    accounts(view).forEach((run, account) -> {
      if (account.rights() > 0) {
        rights.put(run, account.rights());
      }
    });
    return Collections.unmodifiableSortedMap(rights);
  }
}
