package io.rejoin.crdt.type;

import static io.rejoin.crdt.type.map.Maps.count;
import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.remove;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.counter.ResettableCounter;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Change;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.ElementChange;
import io.rejoin.crdt.type.set.LwwSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that others made with replicated types and wrote about, each with its source. Those that
 * concern whole entries, stores and sessions are tested where these are.
 */
class PublishedMistakesTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";
  private static final Digester DIGESTER = new Digester(new SipHash(5, 6));

  private static AddWinsSet.Add add(String element) {
    return new AddWinsSet.Add(Bytes.utf8(element));
  }

  private static State joined(List<State> states) {
    State all = State.EMPTY;
    for (State state : states) {
      all = all.join(state).state();
    }
    return all;
  }

  /** The states joined in some orders, each of them twice, read. */
  private static <T> Set<T> inManyOrders(List<State> states, Function<State, T> reader) {
    Random random = new Random(7);
    List<State> order = new ArrayList<>(states);
    order.addAll(states);
    Set<T> read = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(order, random);
      read.add(reader.apply(joined(order)));
    }
    return read;
  }

  // ---- a part of a state, with the context of the whole, deletes the rest:
  // delta_crdt_ex issue 65, Akka issues 22188 and 22890

  @ParameterizedTest
  @MethodSource(SEEDS)
  void deltasOfSomeFieldsLeaveTheOthersUntouched(long seed) {
    Random random = new Random(seed);
    TwoSites<Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      sites.first(count("f" + i, 1));
    }
    for (int i = 0; i < 30; i++) {
      boolean removes = random.nextBoolean();
      boolean arrives = random.nextBoolean();
      Change change = removes ? remove("f" + i) : count("f" + i, 10);
      State delta = sites.replicaThere().does(change);
      if (arrives) {
        sites.replicaHere().hears(delta);
      }
      expected.put("f" + i, !arrives ? 1L : removes ? 0L : 11L);
    }
    State map = sites.replicaHere().state();
    expected.forEach((name, value) ->
        assertEquals(value, PnCounter.value(field(map, name, PnCounter.TYPE)), name));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void somePartsOfALargeStateTakeNothingAway(long seed) {
    Random random = new Random(seed);
    TwoSites<AddWinsSet.Change> sites = new TwoSites<>(AddWinsSet.TYPE);
    for (int i = 0; i < 100; i++) {
      sites.first(add("e" + i));
      sites.there(add("f" + i));
    }
    for (State part : sites.replicaThere().state().parts(200)) {
      if (random.nextBoolean()) {
        assertTrue(sites.replicaHere().hears(part).removed().isEmpty());
      }
    }
    assertEquals(
        100,
        AddWinsSet.elements(sites.replicaHere().state())
            .headSet(Bytes.utf8("f"))
            .size());
  }

  // ---- a field removed at two sites is subtracted twice, or comes back with a concurrent
  // increment: basho/riak_dt pull request 53, issue 98

  private static <O extends Operation> State removedTwiceAndCountedOnce(
      CrdtType<O> type, O five, O three) {
    Replica<Change> third = new Replica<>(ObservedRemoveMap.TYPE, 3);
    TwoSites<Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    third.does(update("n", type, five));
    sites.replicaHere().hears(third.state());
    sites.replicaThere().hears(third.state());
    sites.here(remove("n")).there(remove("n"));
    third.does(update("n", type, three));
    third.hears(sites.afterwards());
    return third.state();
  }

  @Test
  void aCounterThatIsRemovedAtTwoSitesKeepsExactlyWhatNeitherSaw() {
    State map =
        removedTwiceAndCountedOnce(PnCounter.TYPE, new PnCounter.Add(5), new PnCounter.Add(3));
    assertEquals(3, PnCounter.value(field(map, "n", PnCounter.TYPE)));
    map = removedTwiceAndCountedOnce(
        GrowOnlyCounter.TYPE, new GrowOnlyCounter.Increment(5), new GrowOnlyCounter.Increment(3));
    assertEquals(3, GrowOnlyCounter.value(field(map, "n", GrowOnlyCounter.TYPE)));
    map = removedTwiceAndCountedOnce(
        ResettableCounter.TYPE, new ResettableCounter.Add(5), new ResettableCounter.Add(3));
    assertEquals(3, ResettableCounter.value(field(map, "n", ResettableCounter.TYPE)));
  }

  @Test
  void aFieldThatIsRemovedAndCountedAnewStartsFromZero() {
    TwoSites<Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(count("n", 5)).here(remove("n")).here(count("n", 1)).there(count("n", -2));
    State map = sites.afterwards();
    assertEquals(-1, PnCounter.value(field(map, "n", PnCounter.TYPE)));
  }

  // ---- counts of departed writers are handed to others and counted twice, a counter of 9 showed
  // 42: Akka.NET issue 4200, Akka issue 21647

  @Test
  void whatADepartedRunCountedStaysUnderItsName() {
    Replica<PnCounter.Add> departed = new Replica<>(PnCounter.TYPE, 9);
    TwoSites<PnCounter.Add> sites = new TwoSites<>(PnCounter.TYPE);
    departed.does(new PnCounter.Add(4));
    State oldCopy = departed.state();
    departed.does(new PnCounter.Add(1));
    sites.replicaHere().hears(departed.state());
    sites.replicaThere().hears(oldCopy);
    sites.here(new PnCounter.Add(2)).there(new PnCounter.Add(2)).afterwards();
    sites.replicaHere().hears(oldCopy);
    State state = sites.afterwards();
    assertEquals(9, PnCounter.value(state));
    Item last = departed.state().items().iterator().next();
    assertTrue(IntStream.range(0, 3).anyMatch(i -> state.root().items().get(i).equals(last)));
  }

  // ---- last writer wins without a total order: replicas choose differently for ever, and what
  // lost is gone without a trace

  private static <O extends Operation> List<State> writtenAtOneTime(
      CrdtType<O> type, Function<String, O> write) {
    List<State> states = new ArrayList<>();
    for (int run = 1; run <= 5; run++) {
      Replica<O> replica = new Replica<>(type, run);
      replica.clockIs(Timestamp.ofMillis(1_000));
      replica.does(write.apply("v" + run));
      states.add(replica.state());
    }
    return states;
  }

  @Test
  void writesAtOneTimeHaveTheSameWinnerInEveryOrderAndTheLosersAreReadable() {
    List<State> registers =
        writtenAtOneTime(LwwRegister.TYPE, value -> new LwwRegister.Set(Bytes.utf8(value)));
    assertEquals(1, inManyOrders(registers, LwwRegister::versions).size());
    assertEquals(5, LwwRegister.versions(joined(registers)).size());
    Bytes a = Bytes.utf8("a");
    List<State> maps = writtenAtOneTime(LwwMap.TYPE, value -> new LwwMap.Put(a, Bytes.utf8(value)));
    assertEquals(1, inManyOrders(maps, map -> LwwMap.versions(map, a)).size());
    assertEquals(5, LwwMap.versions(joined(maps), a).size());
    List<State> sets = writtenAtOneTime(
        LwwSet.TYPE,
        value -> value.equals("v5") ? new ElementChange.Remove(a) : new ElementChange.Add(a));
    assertEquals(Set.of(Set.of()), inManyOrders(sets, LwwSet::elements));
  }

  @Test
  void noTwoWritesAreEqualInOrder() {
    Timestamp time = Timestamp.ofMillis(1_000);
    Dot dot = new Dot(new ReplicaId(1), 5);
    Version version = new Version(time, dot, Bytes.utf8("b"));
    assertTrue(version.compareTo(new Version(time.next(), dot, Bytes.utf8("a"))) < 0);
    Dot greaterRun = new Dot(new ReplicaId(2), 1);
    assertTrue(version.compareTo(new Version(time, greaterRun, Bytes.utf8("a"))) < 0);
    assertTrue(version.compareTo(new Version(time, dot, Bytes.utf8("c"))) < 0);
    Dot later = new Dot(new ReplicaId(1), 6);
    assertTrue(version.compareTo(new Version(time, later, Bytes.utf8("b"))) < 0);
  }

  // ---- equals, hash codes, iteration order or sums that depend on order break the laws of joins

  /** Some texts of which the first two have the same hash code. */
  private static List<String> colliding() {
    Map<Integer, String> byHash = new HashMap<>();
    for (int i = 0; ; i++) {
      String text = "element-" + i;
      String other = byHash.put(Bytes.utf8(text).hashCode(), text);
      if (other != null) {
        return List.of(other, text, "element-1", "element-2", "element-3");
      }
    }
  }

  @Test
  void elementsOfOneHashAreDifferentAndNoOrderReachesBytesOrDigest() {
    List<String> elements = colliding();
    TwoSites<AddWinsSet.Change> sites = new TwoSites<>(AddWinsSet.TYPE);
    List<State> deltas = new ArrayList<>();
    elements.forEach(element -> deltas.add(sites.replicaHere().does(add(element))));
    elements.forEach(element -> deltas.add(sites.replicaThere().does(add(element))));
    sites.afterwards();
    Bytes first = Bytes.utf8(elements.get(0));
    deltas.add(sites.replicaHere().does(new AddWinsSet.Remove(first)));
    State set = joined(deltas);
    assertFalse(AddWinsSet.contains(set, first));
    assertTrue(AddWinsSet.contains(set, Bytes.utf8(elements.get(1))));
    assertEquals(Set.of(set.toBytes()), inManyOrders(deltas, State::toBytes));
    assertEquals(Set.of(DIGESTER.of(set)), inManyOrders(deltas, DIGESTER::of));
    assertEquals(
        1, inManyOrders(deltas, s -> List.copyOf(AddWinsSet.elements(s))).size());
  }

  @Test
  void sumsThatDoNotFitAreTheSameInEveryOrder() {
    List<State> states = new ArrayList<>();
    for (int run = 1; run <= 6; run++) {
      Replica<PnCounter.Add> replica = new Replica<>(PnCounter.TYPE, run);
      replica.does(new PnCounter.Add(run % 2 == 0 ? Long.MAX_VALUE - run : run - Long.MAX_VALUE));
      states.add(replica.state());
    }
    assertEquals(Set.of(0L), inManyOrders(states, PnCounter::value));
  }

  // ---- a set of 20,000 elements does not fit a frame and stops replicating: Akka.NET issue 7250

  @Test
  void aSetOfTwentyThousandElementsTravelsInParts() {
    Replica<AddWinsSet.Change> here = new Replica<>(AddWinsSet.TYPE, 1);
    IntStream.range(0, 20_000).forEach(i -> here.does(add("element-" + i)));
    IntStream.range(0, 1_000)
        .forEach(i -> here.does(new AddWinsSet.Remove(Bytes.utf8("element-" + 7 * i))));
    List<State> parts = new ArrayList<>(here.state().parts(16 * 1024));
    assertTrue(parts.stream().allMatch(part -> part.toBytes().length() <= 16 * 1024));
    Collections.shuffle(parts, new Random(1));
    State there = joined(parts);
    assertEquals(here.state(), there);
    assertEquals(19_000, AddWinsSet.size(there));
  }
}
