package io.rejoin.crdt.type.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.BoundedCounter.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The laws, and a plain ledger of who may take how much. */
class BoundedCounterLawsTest extends CrdtLaws<Change> {

  /** The type as a client uses it: a refusal is an answer. Run n of a transfer is the n-th seen. */
  private static final class Trying implements CrdtType<Change> {
    @Override
    public int id() {
      return BoundedCounter.TYPE.id();
    }

    @Override
    public String name() {
      return BoundedCounter.TYPE.name();
    }

    @Override
    public void apply(Slot slot, Change change) {
      List<ReplicaId> runs = new ArrayList<>(RightsRow.latest(slot.seen()).keySet());
      try {
        BoundedCounter.TYPE.apply(slot, addressed(change, runs));
      } catch (IllegalArgumentException refused) {
        // Nothing has changed.
      }
    }

    @Override
    public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return BoundedCounter.TYPE.readOperation(in, nestable);
    }
  }

  private static Change addressed(Change change, List<ReplicaId> runs) {
    if (!(change instanceof Transfer transfer) || runs.isEmpty()) {
      return change;
    }
    int nth = (int) (transfer.to().value() % runs.size());
    return new Transfer(runs.get(nth), transfer.amount());
  }

  @Override
  protected CrdtType<Change> type() {
    return new Trying();
  }

  @Override
  protected Change operation(Random random) {
    int amount = 1 + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Increment(amount);
      case 2, 3 -> new Decrement(amount);
      default -> new Transfer(new ReplicaId(random.nextInt(5)), amount);
    };
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Ledger ledger = new Ledger();
    heard.forEach(event -> ledger.enter(history, event));
    return ledger.toString();
  }

  @Override
  protected Object actual(State state) {
    Ledger ledger = new Ledger();
    ledger.value = BoundedCounter.value(state);
    ledger.rights.putAll(BoundedCounter.rights(state));
    return ledger.toString();
  }

  /** What is in the counter, and in whose hands. */
  private static final class Ledger {
    private final SortedMap<ReplicaId, Long> rights = new TreeMap<>();
    private final List<ReplicaId> writers = new ArrayList<>();
    private long value;

    /** Enters an operation if what its writer had heard of allows it. */
    void enter(History<Change> history, Event<Change> event) {
      Ledger known = new Ledger();
      event.heard().stream().forEach(id -> known.enter(history, history.events().get(id)));
      ReplicaId run = history.replicas().get(event.replica()).run();
      Change change =
          addressed(event.operation(), known.writers.stream().sorted().toList());
      boolean possible = known.allows(run, change);
      assertEquals(possible, !event.delta().isEmpty(), change + " of " + run);
      if (possible) {
        carryOut(run, change);
      }
    }

    private boolean allows(ReplicaId run, Change change) {
      long here = rights.getOrDefault(run, 0L);
      if (change instanceof Transfer transfer) {
        return !transfer.to().equals(run) && transfer.amount() <= here;
      }
      return change instanceof Increment
          || (change instanceof Decrement decrement && decrement.amount() <= here);
    }

    private void carryOut(ReplicaId run, Change change) {
      if (!writers.contains(run)) {
        writers.add(run);
      }
      if (change instanceof Increment increment) {
        value += increment.amount();
        rights.merge(run, increment.amount(), Long::sum);
      } else if (change instanceof Decrement decrement) {
        value -= decrement.amount();
        rights.merge(run, -decrement.amount(), Long::sum);
      } else if (change instanceof Transfer transfer) {
        rights.merge(run, -transfer.amount(), Long::sum);
        rights.merge(transfer.to(), transfer.amount(), Long::sum);
      }
    }

    @Override
    public String toString() {
      SortedMap<ReplicaId, Long> some = new TreeMap<>(rights);
      some.values().removeIf(amount -> amount == 0);
      return value + " " + some;
    }
  }
}
