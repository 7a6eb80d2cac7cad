package io.rejoin.crdt;

import static io.rejoin.crdt.Pile.clear;
import static io.rejoin.crdt.Pile.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is derived from a state is carried along, and is as if it were built anew. */
class DerivedTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";

  /** The dots of all live items. */
  private static final class Dots implements Derived {
    static final Derivation<Dots> HOW = new Derivation<>(Dots.class, Dots::new);

    final SortedSet<Dot> dots = new TreeSet<>();
    boolean tired;

    Dots(View view) {
      view.forEach(item -> dots.add(item.dot()));
    }

    @Override
    public boolean follow(List<Item> added, List<Item> removed) {
      removed.forEach(item -> dots.remove(item.dot()));
      added.forEach(item -> dots.add(item.dot()));
      return !tired;
    }
  }

  private final Replica<Pile.Change> replica = new Replica<>(Pile.TYPE, 1);

  private SortedSet<Dot> dots() {
    return replica.state().derive(Dots.HOW, dots -> new TreeSet<>(dots.dots));
  }

  private void filled() {
    for (int i = 0; i < 30; i++) {
      replica.does(put("v" + i, "p" + i));
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void followsEveryHistory(long seed) {
    Random random = new Random(seed);
    History<Pile.Change> history = History.lossy(
        seed,
        Pile.TYPE,
        any -> any.nextInt(3) == 0 ? clear("p" + any.nextInt(9)) : put("v", "p" + any.nextInt(9)));
    State state = State.EMPTY;
    for (History.Event<Pile.Change> event : history.events()) {
      state = state.join(event.delta()).state();
      SortedSet<Dot> expected = new TreeSet<>();
      state.items().forEach(item -> expected.add(item.dot()));
      if (random.nextBoolean()) {
        assertEquals(expected, state.derive(Dots.HOW, dots -> new TreeSet<>(dots.dots)));
      }
    }
  }

  @Test
  void isBuiltOnceAndCarriedAlong() {
    filled();
    Dots first = replica.state().derive(Dots.HOW, dots -> dots);
    replica.does(put("more", "p"));
    replica.does(clear("p1"));
    Dots later = replica.state().derive(Dots.HOW, dots -> dots);
    assertTrue(first == later);
    assertEquals(30, later.dots.size());
  }

  @Test
  void anOldStateBuildsItsOwn() {
    filled();
    State old = replica.state();
    SortedSet<Dot> before = dots();
    replica.does(put("more", "p"));
    assertEquals(before, old.derive(Dots.HOW, dots -> new TreeSet<>(dots.dots)));
    assertEquals(31, dots().size());
  }

  @Test
  void whoComesWhileItIsInUseBuildsHisOwn() {
    filled();
    int sizes =
        replica.state().derive(Dots.HOW, dots -> dots.dots.size() + dots().size());
    assertEquals(60, sizes);
  }

  @Test
  void whatCannotFollowIsBuiltAnew() {
    filled();
    Dots first = replica.state().derive(Dots.HOW, dots -> {
      dots.tired = true;
      return dots;
    });
    replica.does(put("more", "p"));
    assertTrue(first != replica.state().derive(Dots.HOW, dots -> dots));
  }

  @Test
  void aUseThatFailsLeavesItThere() {
    filled();
    Dots first = replica.state().derive(Dots.HOW, dots -> dots);
    assertThrows(
        IllegalArgumentException.class,
        () -> replica.state().derive(Dots.HOW, dots -> {
          throw new IllegalArgumentException();
        }));
    assertTrue(first == replica.state().derive(Dots.HOW, dots -> dots));
  }

  /** Knows beforehand what its item is called. */
  private record Named(boolean putsIt) implements CrdtType<Pile.Change> {
    @Override
    public int id() {
      return 1003;
    }

    @Override
    public String name() {
      return "named";
    }

    @Override
    public void apply(Slot slot, Pile.Change change) {
      slot.put(Bytes.EMPTY);
      Dot dot = slot.nextDot();
      if (putsIt) {
        slot.put(Bytes.utf8(dot.toString()));
      }
    }

    @Override
    public Pile.Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return Pile.TYPE.readOperation(in, nestable);
    }
  }

  @Test
  void theNextDotIsThatOfTheNextItem() {
    State state = new Replica<>(new Named(true), 7).does(clear());
    Item second = state.root().items().get(1);
    assertEquals(second.dot().toString(), second.value().utf8());
    Replica<Pile.Change> wasteful = new Replica<>(new Named(false), 7);
    assertThrows(IllegalStateException.class, () -> wasteful.does(clear()));
  }

  @Test
  void threadsThatReadAndWriteAtOnceAllSeeWhatIsThere() throws InterruptedException {
    filled();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      readers.add(new Thread(() -> read(replica, wrong)));
    }
    readers.forEach(Thread::start);
    for (int i = 0; i < 2_000; i++) {
      replica.does(put("v", "p" + i % 5));
      assertEquals(replica.state().size(), dots().size());
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertEquals(List.of(), wrong);
  }

  private static void read(Replica<Pile.Change> replica, List<String> wrong) {
    for (int i = 0; i < 2_000; i++) {
      State state = replica.state();
      int size = state.derive(Dots.HOW, dots -> dots.dots.size());
      if (size != state.size()) {
        wrong.add(size + " instead of " + state.size());
      }
    }
  }
}
