package io.rejoin.crdt.type.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.Seeds;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.BoundedCounter.Transfer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three to five sites that add, take and give, while deltas are lost, doubled and late and sites
 * are cut off and restart: never is more taken than was added, and in the end the books balance.
 * Broken variants of the type show that this can fail.
 */
class EscrowTest {

  /** Sites and the truth about them. */
  private static final class Market {
    private final Random random;
    private final List<Replica<Change>> sites = new ArrayList<>();
    private final List<State> deltas = new ArrayList<>();

    /** By number of a site the last operations of its runs that are over. */
    private final SortedMap<Integer, List<Dot>> ended = new TreeMap<>();

    private final Set<Dot> heard = new HashSet<>();

    private long added;
    private long taken;
    private int cutOff;
    private int restarts;
    private String complaint = "";

    Market(CrdtType<Change> type, long seed) {
      random = new Random(seed);
      int count = 3 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        sites.add(new Replica<>(type, 10 + i));
      }
    }

    void work(int steps) {
      for (int i = 0; i < steps; i++) {
        if (random.nextInt(20) == 0) {
          cutOff = random.nextInt(sites.size() + 2);
        }
        if (random.nextInt(60) == 0) {
          restart(random.nextInt(sites.size()));
        }
        if (random.nextInt(150) == 0) {
          meet();
        }
        goOn();
        int at = random.nextInt(sites.size());
        if (random.nextBoolean()) {
          tries(sites.get(at), operation());
        } else if (at != cutOff && !deltas.isEmpty()) {
          sites.get(at).hears(deltas.get(random.nextInt(deltas.size())));
        }
        if (taken > added) {
          complaint = taken + " taken of " + added;
        }
      }
    }

    /** A run ends; the next one goes on with all of its site once everybody has heard of it all. */
    private void restart(int at) {
      Replica<Change> site = sites.get(at);
      long last = site.state().last(site.run());
      if (last > 0) {
        ended.computeIfAbsent(at, any -> new ArrayList<>()).add(new Dot(site.run(), last));
      }
      sites.set(at, site.restarted(100 + restarts++));
    }

    private void goOn() {
      ended.forEach((at, lasts) -> {
        lasts.stream()
            .filter(last -> sites.stream().allMatch(site -> site.state().knows(last)))
            .forEach(heard::add);
        if (heard.containsAll(lasts)) {
          lasts.forEach(last -> sites.get(at).goesOnWith(last.run()));
        }
      });
    }

    /** All hear everything, so nothing has to be remembered, and nothing older is on its way. */
    private void meet() {
      State all = all();
      deltas.clear();
      sites.forEach(site -> site.hears(all));
      goOn();
      sites.forEach(Replica::forgets);
    }

    private Change operation() {
      int amount = 1 + random.nextInt(5);
      return switch (random.nextInt(6)) {
        case 0, 1 -> new Increment(amount);
        case 2, 3, 4 -> new Decrement(amount);
        default -> new Transfer(sites.get(random.nextInt(sites.size())).run(), amount);
      };
    }

    private void tries(Replica<Change> site, Change change) {
      try {
        State delta = site.does(change);
        deltas.add(delta);
        added += change instanceof Increment increment ? increment.amount() : 0;
        taken += change instanceof Decrement decrement ? decrement.amount() : 0;
      } catch (IllegalArgumentException refused) {
        assertTrue(!(change instanceof Increment));
      }
    }

    private State all() {
      State all = State.EMPTY;
      for (Replica<Change> site : sites) {
        all = all.join(site.state()).state();
      }
      return all;
    }

    /** Everybody hears everything. */
    void settle() {
      State all = all();
      long value = BoundedCounter.value(all);
      long rights =
          BoundedCounter.rights(all).values().stream().mapToLong(a -> a).sum();
      if (complaint.isEmpty() && (value != added - taken || rights != value)) {
        complaint = value + " with " + rights + " rights, not " + (added - taken);
      }
    }
  }

  private static String complaint(CrdtType<Change> type, long seed) {
    Market market = new Market(type, seed);
    market.work(Seeds.size(8 * seed, 10, 600));
    market.settle();
    return market.complaint;
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void neverIsMoreTakenThanWasAdded(long seed) {
    assertEquals("", complaint(BoundedCounter.TYPE, seed));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void anAccountShowsWhatCanBeTaken(long seed) {
    Market market = new Market(BoundedCounter.TYPE, seed);
    for (int i = 0; i < 20; i++) {
      market.work(20);
      market.sites.forEach(EscrowTest::showsWhatCanBeTaken);
    }
  }

  private static void showsWhatCanBeTaken(Replica<Change> site) {
    long rights = BoundedCounter.account(
            site.state().root(), run -> run.equals(site.run()) || site.continues(run))
        .rights();
    InsufficientRights refusal =
        assertThrows(InsufficientRights.class, () -> site.does(new Decrement(rights + 1)));
    assertEquals(rights, refusal.here());
  }

  @Test
  void theMarketIsLively() {
    Market market = new Market(BoundedCounter.TYPE, 1);
    market.work(2_000);
    assertTrue(market.taken > market.added / 2 && market.taken < market.added, "" + market.taken);
  }

  // ---- the broken ones

  /** What a run's next row is, given its rights. */
  private interface Bookkeeping {
    RightsRow next(RightsRow row, Change change, long rights);
  }

  /** A type with another way to keep the books. */
  private record Kept(Bookkeeping books) implements CrdtType<Change> {
    @Override
    public int id() {
      return BoundedCounter.TYPE.id();
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public void apply(Slot slot, Change change) {
      RightsRow row = RightsRow.latest(slot.seen()).getOrDefault(slot.run(), RightsRow.NONE);
      long rights = BoundedCounter.rights(slot.seen(), slot.run());
      RightsRow next = books.next(row, change, rights);
      for (Item item : slot.seen().items()) {
        if (item.dot().run().equals(slot.run())) {
          slot.remove(item);
        }
      }
      slot.put(next.toBytes());
    }

    @Override
    public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return BoundedCounter.TYPE.readOperation(in, nestable);
    }
  }

  private static RightsRow sound(RightsRow row, Change change, long rights) {
    if (change instanceof Increment increment) {
      return row.creating(increment.amount());
    }
    long amount =
        change instanceof Decrement decrement ? decrement.amount() : ((Transfer) change).amount();
    if (amount > rights) {
      throw new InsufficientRights(amount, rights, rights);
    }
    return change instanceof Transfer transfer
        ? row.giving(transfer.to(), amount)
        : row.spending(amount);
  }

  private static boolean isCaught(Bookkeeping books) {
    return LongStream.rangeClosed(1, 20)
        .anyMatch(seed -> !complaint(new Kept(books), seed).isEmpty());
  }

  @Test
  void theMarketSeesWhatIsBroken() {
    assertFalse(isCaught(EscrowTest::sound));
  }

  @Test
  void aDecrementThatLooksAtNoRightsIsCaught() {
    assertTrue(isCaught((row, change, rights) ->
        sound(row, change, change instanceof Decrement ? Long.MAX_VALUE : rights)));
  }

  @Test
  void aRowThatForgetsItsSpendingIsCaught() {
    assertTrue(isCaught((row, change, rights) -> {
      RightsRow next = sound(row, change, rights);
      return change instanceof Decrement ? row : next;
    }));
  }

  @Test
  void aGiverThatDoesNotWriteDownWhatItGaveIsCaught() {
    assertTrue(isCaught((row, change, rights) -> {
      RightsRow next = sound(row, change, rights);
      return change instanceof Transfer transfer ? next.creating(transfer.amount()) : next;
    }));
  }
}
