package io.rejoin.crdt.type.counter;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.Strange;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.ResettableCounter.Add;
import io.rejoin.crdt.type.counter.ResettableCounter.Change;
import io.rejoin.crdt.type.counter.ResettableCounter.Reset;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResettableCounterTest extends CrdtLaws<Change> {
  private static final Reset RESET = new Reset();

  private static Add add(long amount) {
    return new Add(amount);
  }

  @Override
  protected CrdtType<Change> type() {
    return ResettableCounter.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    return random.nextInt(4) == 0 ? RESET : add(random.nextInt(9) - 3);
  }

  /** What was added and is known, less what resets took that are known. */
  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Map<Integer, BitSet> takes = new HashMap<>();
    for (Event<Change> event : history.events()) {
      if (event.operation() instanceof Reset) {
        takes.put(event.id(), takes(history, known(history, event.heard()), takes));
      }
    }
    BitSet bits = new BitSet();
    heard.forEach(event -> bits.set(event.id()));
    BitSet left = known(history, bits);
    taken(known(history, bits), takes).stream().forEach(left::clear);
    return left.stream().mapToLong(id -> amount(history, id)).sum();
  }

  /** Who heard of an operation knows of all that its run had done before. */
  private static BitSet known(History<Change> history, BitSet heard) {
    BitSet known = new BitSet();
    for (Event<Change> last : history.events()) {
      if (heard.get(last.id()) && !last.delta().isEmpty()) {
        history.events().stream()
            .filter(event -> event.replica() == last.replica() && event.id() <= last.id())
            .forEach(event -> known.set(event.id()));
      }
    }
    return known;
  }

  /** A reset takes what it knows of each run, unless other resets had taken all of that. */
  private static BitSet takes(
      History<Change> history, BitSet known, Map<Integer, BitSet> takesBefore) {
    BitSet news = (BitSet) known.clone();
    news.andNot(taken(known, takesBefore));
    BitSet takes = new BitSet();
    known.stream()
        .filter(id -> news.stream().anyMatch(other -> isOfOneRun(history, id, other)))
        .forEach(takes::set);
    return takes;
  }

  private static boolean isOfOneRun(History<Change> history, int event, int added) {
    return amount(history, added) != 0
        && history.events().get(event).replica() == history.events().get(added).replica();
  }

  private static BitSet taken(BitSet known, Map<Integer, BitSet> takes) {
    BitSet taken = new BitSet();
    known.stream().forEach(id -> taken.or(takes.getOrDefault(id, new BitSet())));
    return taken;
  }

  private static long amount(History<Change> history, int id) {
    return history.events().get(id).operation() instanceof Add add ? add.amount() : 0;
  }

  @Override
  protected Object actual(State state) {
    return ResettableCounter.value(state);
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void everyReplicaIsExactHoweverManyDeltasWereLostOrLate(long seed) {
    History<Change> history = History.lossy(seed, type(), this::operation);
    for (int i = 0; i < history.replicas().size(); i++) {
      State state = history.replicas().get(i).state();
      assertEquals(expected(history, history.heardAt(i)), actual(state));
    }
  }

  private static TwoSites<Change> sites() {
    return new TwoSites<>(ResettableCounter.TYPE);
  }

  private static void assertCounts(long expected, TwoSites<Change> sites) {
    assertEquals(expected, ResettableCounter.value(sites.afterwards()));
  }

  @Test
  void additionsAddUp() {
    assertCounts(5, sites().here(add(2)).there(add(3)));
    assertCounts(-1, sites().here(add(2)).there(add(-3)));
  }

  @Test
  void anAdditionSurvivesAConcurrentReset() {
    assertCounts(3, sites().first(add(5)).here(RESET).there(add(3)));
    assertCounts(3, sites().first(add(5)).here(add(3)).there(RESET));
    assertCounts(-3, sites().first(add(5)).here(RESET).there(add(-3)));
  }

  @Test
  void whatTwoResetsSawIsTakenOnce() {
    assertCounts(0, sites().first(add(5)).here(RESET).there(RESET));
    assertCounts(0, sites().first(add(-5)).here(RESET).there(RESET));
  }

  @Test
  void theResetThatSawMoreTakesMore() {
    assertCounts(0, sites().first(add(5)).here(RESET).there(add(3)).there(RESET));
    assertCounts(0, sites().first(add(5)).here(add(3)).here(RESET).there(RESET));
  }

  @Test
  void whatIsAddedAfterAResetStaysWhateverOtherResetsDo() {
    TwoSites<Change> sites = sites().first(add(5)).here(RESET).there(RESET);
    assertCounts(3, sites.here(add(1)).there(add(2)));
    assertCounts(0, sites.here(RESET));
    assertCounts(7, sites.there(add(7)));
  }

  @Test
  void whatCancelsOutIsTakenToo() {
    TwoSites<Change> sites = sites().first(add(3));
    sites.here(add(-3)).here(RESET).there(RESET);
    assertCounts(0, sites);
  }

  private static long inField(Change first, Change there) {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", ResettableCounter.TYPE, first)).here(Maps.remove("a"));
    State map = sites.there(update("a", ResettableCounter.TYPE, there)).afterwards();
    return ResettableCounter.value(field(map, "a", ResettableCounter.TYPE));
  }

  @Test
  void aRemoveOfAFieldTakesExactlyWhatItSaw() {
    assertEquals(3, inField(add(5), add(3)));
    assertEquals(0, inField(add(5), RESET));
  }

  @Test
  void aResetOfAFieldTakesExactlyWhatItSaw() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", ResettableCounter.TYPE, add(5)));
    sites.here(update("a", ResettableCounter.TYPE, RESET));
    State map = sites.there(update("a", ResettableCounter.TYPE, add(3))).afterwards();
    assertEquals(3, ResettableCounter.value(field(map, "a", ResettableCounter.TYPE)));
  }

  @Test
  void anOldResetIsNotUndoneWhereTheOneThatFollowedItIsLate() {
    TwoSites<Change> sites = sites().first(add(5), RESET);
    Replica<Change> third = new Replica<>(ResettableCounter.TYPE, 3);
    third.hears(sites.replicaHere().state());
    State late = sites.there(add(1)).replicaThere().does(RESET);
    sites.replicaHere().hears(late);
    third.hears(sites.replicaHere().does(add(2)));
    assertEquals(2, ResettableCounter.value(third.state()));
  }

  @Test
  void twoRowsOfOneRunAreResetApart() {
    Bytes ten = TallyRow.first(new Sums(10, 0));
    Bytes three = TallyRow.first(new Sums(3, 0));
    List<State> rows = Strange.items(List.of(ten, three)).parts(1);
    TwoSites<Change> sites = sites();
    sites.replicaHere().hears(rows.get(0));
    sites.replicaThere().hears(rows.get(1));
    assertCounts(0, sites.here(RESET).there(RESET));
  }

  @Test
  void aRunHasOneItemAndAnAmountIsWrittenDownOnce() {
    State state = sites().first(add(2), add(3), RESET, add(4)).there(RESET).afterwards();
    assertEquals(2, state.size());
    int bytes = state.toBytes().length();
    TwoSites<Change> sites = sites();
    sites.replicaHere().hears(state);
    assertTrue(sites.replicaHere().does(RESET).isEmpty());
    assertTrue(bytes < 90, "bytes: " + bytes);
  }

  @Test
  void nothingToDoChangesNothing() {
    Replica<Change> replica = new Replica<>(ResettableCounter.TYPE, 1);
    assertTrue(replica.does(add(0)).isEmpty());
    assertTrue(replica.does(RESET).isEmpty());
    assertEquals(1, replica.nextNumber());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Replica<Change> replica = new Replica<>(ResettableCounter.TYPE, 1);
    replica.does(add(Long.MAX_VALUE - 1));
    assertThrows(IllegalArgumentException.class, () -> replica.does(add(1)));
    assertThrows(IllegalArgumentException.class, () -> replica.does(add(Long.MAX_VALUE)));
    assertThrows(IllegalArgumentException.class, () -> add(Long.MIN_VALUE));
    assertEquals(Long.MAX_VALUE - 1, ResettableCounter.value(replica.state()));
    assertEquals(2, replica.nextNumber());
  }

  @Test
  void rowsThatCannotBeReadAreLeftOut() {
    assertEquals(0, ResettableCounter.value(Strange.item(Bytes.utf8("strange"))));
  }
}
