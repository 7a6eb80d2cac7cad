package io.rejoin.testing;

import static io.rejoin.testing.Edits.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. The test of a store implements this. */
public interface StoreContract {
  EntryKey ONE = new EntryKey(1, Bytes.utf8("one"));
  EntryKey TWO = new EntryKey(2, Bytes.utf8("two"));

  /** The store under test; after {@link Store#close} the same one is opened anew. */
  Store open() throws Exception;

  private static SortedMap<EntryKey, State> all(Store store) {
    SortedMap<EntryKey, State> all = new TreeMap<>();
    store.forEach((key, digest, live, time, mark) -> {
      State state = store.read(key).orElse(State.EMPTY);
      assertEquals(kept(state), new Store.Kept(state, digest, live, time, mark));
      assertEquals(null, all.put(key, state), "visited twice");
    });
    return all;
  }

  /** Appends an element for each number in a range. */
  private static State grow(Store store, EntryKey key, State from, int first, int last) {
    Edits edits = new Edits(key.type() + 1000L * first);
    State state = from;
    for (int i = first; i <= last; i++) {
      Mutation.Outcome added = edits.add(state, "element " + i);
      state = added.joined().state();
      store.append(key, added.delta(), kept(state));
    }
    return state;
  }

  @Test
  default void whatWasAppendedIsRead() throws Exception {
    try (Store store = open()) {
      assertEquals(Optional.empty(), store.read(ONE));
      State state = grow(store, ONE, State.EMPTY, 1, 3);
      assertEquals(Optional.of(state), store.read(ONE));
      assertEquals(Map.of(ONE, state), all(store));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 1_000})
  default void deltasComeBackAsTheirJoin(int count) throws Exception {
    State state;
    try (Store store = open()) {
      state = grow(store, ONE, State.EMPTY, 1, count);
      grow(store, TWO, State.EMPTY, 1, 2);
    }
    try (Store store = open()) {
      assertEquals(Optional.of(state), store.read(ONE));
      state = grow(store, ONE, state, count + 1, 2 * count);
      assertEquals(Optional.of(state), store.read(ONE));
    }
    try (Store store = open()) {
      assertEquals(state, all(store).get(ONE));
    }
  }

  @Test
  default void whatIsReplacedIsAsIfNothingHadBeenBefore() throws Exception {
    State small = new Edits(1).add(State.EMPTY, "only").joined().state();
    try (Store store = open()) {
      grow(store, ONE, State.EMPTY, 1, 100);
      store.replace(ONE, kept(small));
    }
    try (Store store = open()) {
      assertEquals(Map.of(ONE, small), all(store));
      State grown = grow(store, ONE, small, 1, 100);
      assertEquals(Optional.of(grown), store.read(ONE));
    }
  }

  @Test
  default void whatIsDeletedIsGoneAndTheUnknownIsNoError() throws Exception {
    try (Store store = open()) {
      grow(store, ONE, State.EMPTY, 1, 100);
      store.delete(ONE);
      store.delete(TWO);
      assertEquals(Optional.empty(), store.read(ONE));
    }
    try (Store store = open()) {
      assertEquals(Map.of(), all(store));
      State again = grow(store, ONE, State.EMPTY, 1, 2);
      assertEquals(Optional.of(again), store.read(ONE));
    }
  }

  @Test
  default void metadataIsKept() throws Exception {
    try (Store store = open()) {
      assertEquals(Optional.empty(), store.get("clock"));
      store.put("clock", Bytes.utf8("then"));
      store.put("clock", Bytes.utf8("now"));
      store.put("", Bytes.EMPTY);
      assertEquals(Optional.of(Bytes.utf8("now")), store.get("clock"));
    }
    try (Store store = open()) {
      assertEquals(Optional.of(Bytes.utf8("now")), store.get("clock"));
      assertEquals(Optional.of(Bytes.EMPTY), store.get(""));
      assertEquals(Map.of(), all(store));
    }
  }

  @Test
  default void aLargeStateIsKept() throws Exception {
    State state = State.EMPTY;
    Edits edits = new Edits(1);
    for (int i = 0; i < 16; i++) {
      state = edits.add(state, i + "x".repeat(60_000)).joined().state();
    }
    try (Store store = open()) {
      store.replace(ONE, kept(state));
    }
    try (Store store = open()) {
      assertEquals(Map.of(ONE, state), all(store));
    }
  }

  @Test
  default void numbersGrowAndWhatIsAwaitedIsSynced() throws Exception {
    try (Store store = open()) {
      State state = new Edits(1).add(State.EMPTY, "x").joined().state();
      List<Long> numbers = new ArrayList<>();
      numbers.add(store.append(ONE, state, kept(state)));
      numbers.add(store.replace(ONE, kept(state)));
      numbers.add(store.put("name", Bytes.EMPTY));
      numbers.add(store.delete(ONE));
      assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
      store.awaitSynced(numbers.get(3));
      assertTrue(store.synced() >= numbers.get(3) || store.synced() == store.written());
      assertEquals(List.of(), store.damaged());
    }
  }

  @Test
  default void otherThreadsReadWhatWasAppended() throws Exception {
    try (Store store = open()) {
      AtomicReference<String> wrong = new AtomicReference<>("");
      CountDownLatch done = new CountDownLatch(4);
      for (int i = 0; i < 4; i++) {
        EntryKey key = new EntryKey(1, Bytes.utf8("key " + i));
        Thread thread = new Thread(() -> {
          State state = State.EMPTY;
          for (int n = 1; n <= 200; n++) {
            state = grow(store, key, state, n, n);
            if (!store.read(key).equals(Optional.of(state))) {
              wrong.set(key + " after " + n);
            }
          }
          done.countDown();
        });
        thread.start();
      }
      done.await();
      assertEquals("", wrong.get());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  default void aRandomHistoryIsThatOfAMap(long seed) throws Exception {
    Random random = new Random(seed);
    Edits edits = new Edits(seed);
    SortedMap<EntryKey, State> map = new TreeMap<>();
    for (int start = 0; start < 4; start++) {
      try (Store store = open()) {
        assertEquals(map, all(store), "seed " + seed);
        for (int i = 0; i < 500; i++) {
          EntryKey key = new EntryKey(1, Bytes.utf8("k" + random.nextInt(8)));
          State before = map.getOrDefault(key, State.EMPTY);
          String element = "element " + random.nextInt(40);
          switch (random.nextInt(20)) {
            case 0 -> {
              store.delete(key);
              map.remove(key);
            }
            case 1 -> {
              State other = edits.add(State.EMPTY, element).joined().state();
              store.replace(key, kept(other));
              map.put(key, other);
            }
            default -> {
              Mutation.Outcome outcome = random.nextInt(3) == 0
                  ? edits.remove(before, element)
                  : edits.add(before, element);
              map.put(key, outcome.joined().state());
              store.append(key, outcome.delta(), kept(outcome.joined().state()));
            }
          }
          assertEquals(Optional.ofNullable(map.get(key)), store.read(key), "seed " + seed);
        }
      }
    }
  }
}
