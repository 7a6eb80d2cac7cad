package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store does. */
class StoresTest {
  private static final EntryKey ONE = new EntryKey(1, Bytes.utf8("one"));
  private static final EntryKey TWO = new EntryKey(2, Bytes.utf8("two"));
  private static final State EARLIER = state(1);
  private static final State LATER = state(2);

  private static State state(long upTo) {
    return State.removing(CausalContext.of(new ReplicaId(1), 1, upTo));
  }

  private static Store.Kept kept(State state) {
    return new Store.Kept(state, Digest.ZERO, 0, 0, 0);
  }

  static Stream<Store> stores() {
    SimDisk.Kind kind = new SimDisk.Kind(Duration.ofMillis(20), Duration.ofMinutes(1));
    return Stream.of(new MemoryStore(), new SimStore(new World(1), 7, kind));
  }

  private static SortedMap<EntryKey, State> all(Store store) {
    SortedMap<EntryKey, State> all = new TreeMap<>();
    store.forEach(
        (key, digest, live, time, mark) -> all.put(key, store.read(key).orElse(State.EMPTY)));
    return all;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theLastAppendedStateIsRead(Store store) {
    assertEquals(Optional.empty(), store.read(ONE));
    store.append(ONE, EARLIER, kept(EARLIER));
    store.append(ONE, LATER, kept(LATER));
    assertEquals(Optional.of(LATER), store.read(ONE));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyEntryIsVisitedOnce(Store store) {
    store.append(ONE, EARLIER, kept(EARLIER));
    store.append(TWO, EARLIER, kept(EARLIER));
    store.append(ONE, LATER, kept(LATER));
    assertEquals(new TreeMap<>(Map.of(ONE, LATER, TWO, EARLIER)), all(store));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsDeletedIsGoneAndTheUnknownIsNoError(Store store) {
    store.append(ONE, EARLIER, kept(EARLIER));
    store.delete(ONE);
    store.delete(TWO);
    assertEquals(Optional.empty(), store.read(ONE));
    assertTrue(all(store).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void sequencesGrow(Store store) {
    long first = store.append(ONE, EARLIER, kept(EARLIER));
    assertTrue(store.append(TWO, EARLIER, kept(EARLIER)) > first);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void metadataIsKeptByName(Store store) {
    assertEquals(Optional.empty(), store.get("clock"));
    store.put("clock", Bytes.utf8("1"));
    store.put("clock", Bytes.utf8("2"));
    assertEquals(Optional.of(Bytes.utf8("2")), store.get("clock"));
  }
}
