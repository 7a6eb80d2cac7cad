package io.rejoin.crdt.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.AddWinsSet.Change;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The cost of a small change to a large state, measured as memory that is allocated: a change that
 * copied or walked the state would allocate with it, and unlike time this does not depend on the
 * machine.
 */
class CostTest {
  private static final int WARM = 50;
  private static final int MEASURED = 50;

  private static Bytes element(int i) {
    return Bytes.utf8("element-" + i);
  }

  private static final State SMALL_SET = set(1_000);
  private static final State LARGE_SET = set(100_000);

  /** A set that two runs have written. */
  private static State set(int size) {
    Replica<Change> one = new Replica<>(AddWinsSet.TYPE, 0xa);
    Replica<Change> two = new Replica<>(AddWinsSet.TYPE, 0xb);
    for (int i = 0; i < size; i++) {
      (i % 3 == 0 ? two : one).does(new AddWinsSet.Add(element(i)));
    }
    one.hears(two.state());
    return one.state();
  }

  /** Somebody new with this set. */
  private static Replica<Change> with(State set) {
    Replica<Change> replica = new Replica<>(AddWinsSet.TYPE, 0xc);
    replica.hears(set);
    return replica;
  }

  /** Bytes that one call allocates. */
  private static long cost(Supplier<?> work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (int i = 0; i < WARM; i++) {
      assertNotNull(work.get());
    }
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < MEASURED; i++) {
      assertNotNull(work.get());
    }
    return (threads.getThreadAllocatedBytes(self) - before) / MEASURED;
  }

  /** Within three times, which is log 100,000 to log 1,000 and some room. */
  private static void hardlyGrows(String what, Function<Replica<Change>, Supplier<?>> work) {
    long small = cost(work.apply(with(SMALL_SET)));
    long large = cost(work.apply(with(LARGE_SET)));
    assertTrue(
        large <= 3 * small + 512, what + ": " + small + " B at 1,000, " + large + " B at 100,000");
  }

  private static State deltaOf(Replica<Change> set, Change change) {
    return Mutation.delta(AddWinsSet.TYPE, set.state(), change, set);
  }

  @Test
  void joiningAnAddOrARemoveCostsWhatTheDeltaIs() {
    hardlyGrows("joining an add", set -> {
      State add = deltaOf(set, new AddWinsSet.Add(Bytes.utf8("new")));
      return () -> set.state().join(add);
    });
    hardlyGrows("joining a remove", set -> {
      State remove = deltaOf(set, new AddWinsSet.Remove(element(77)));
      return () -> set.state().join(remove);
    });
    hardlyGrows("joining what is known", set -> {
      State known = set.does(new AddWinsSet.Add(Bytes.utf8("new")));
      return () -> set.state().join(known);
    });
  }

  @Test
  void anOperationCostsWhatItChanges() {
    hardlyGrows("an add", set -> () -> deltaOf(set, new AddWinsSet.Add(Bytes.utf8("new"))));
    hardlyGrows("a remove", set -> () -> deltaOf(set, new AddWinsSet.Remove(element(77))));
    hardlyGrows("a look", set -> () -> AddWinsSet.contains(set.state(), element(77)));
  }

  @Test
  void anAddToAMillionCostsHardlyMoreThanOneToAThousand() {
    AddWinsSet.Add add = new AddWinsSet.Add(Bytes.utf8("new"));
    Replica<Change> few = with(SMALL_SET);
    Replica<Change> many = with(set(1_000_000));
    long small = cost(() -> Mutation.carryOut(AddWinsSet.TYPE, few.state(), add, few));
    long large = cost(() -> Mutation.carryOut(AddWinsSet.TYPE, many.state(), add, many));
    assertTrue(large <= 3 * small + 512, small + " B at 1,000, " + large + " B at 1,000,000");
  }

  @Test
  void theDeltaOfAnAddTakesLittleMoreThanTheElement() {
    Bytes element = Bytes.utf8("x".repeat(20));
    State delta = deltaOf(with(LARGE_SET), new AddWinsSet.Add(element));
    assertTrue(delta.toBytes().length() < 64 + element.length());
  }

  @Test
  void whatAPeerLacksIsFoundWithoutLookingAtWhatItHas() {
    hardlyGrows("one missing element", set -> {
      Dot first = set.state().items().iterator().next().dot();
      CausalContext known = set.state().context().minus(CausalContext.of(first));
      return () -> set.state().since(known, Optional.empty());
    });
  }

  @Test
  void anAnswerForOneMissingElementIsSmall() {
    Dot first = LARGE_SET.items().iterator().next().dot();
    CausalContext known = LARGE_SET.context().minus(CausalContext.of(first));
    State answer = LARGE_SET.since(known, Optional.empty());
    assertEquals(1, answer.size());
    assertTrue(answer.toBytes().length() < 100);
  }

  @Test
  void aCounterOfThreeRunsIsSmall() {
    State counter = State.EMPTY;
    for (int run = 1; run <= 3; run++) {
      Replica<PnCounter.Add> replica = new Replica<>(PnCounter.TYPE, run);
      replica.worksElsewhere(100_000);
      replica.hears(counter);
      replica.does(new PnCounter.Add(1_000));
      counter = replica.state();
    }
    assertTrue(counter.toBytes().length() < 70, "bytes: " + counter.toBytes().length());
  }
}
