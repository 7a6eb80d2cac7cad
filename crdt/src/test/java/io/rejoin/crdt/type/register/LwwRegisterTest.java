package io.rejoin.crdt.type.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Contribution;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.register.LwwRegister.Set;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LwwRegisterTest extends CrdtLaws<Set> {

  private static Set set(String value) {
    return new Set(Bytes.utf8(value));
  }

  @Override
  protected CrdtType<Set> type() {
    return LwwRegister.TYPE;
  }

  @Override
  protected Set operation(Random random) {
    return set("v" + random.nextInt(9));
  }

  /** Which versions there are; the winner is the greatest of them by definition. */
  @Override
  protected Object expected(History<Set> history, List<Event<Set>> heard) {
    return Specification.live(
            heard, e -> Effect.replaces(e, e.operation().value().utf8()))
        .stream()
        .map(Contribution::value)
        .sorted()
        .toList();
  }

  @Override
  protected Object actual(State state) {
    List<Version> versions = LwwRegister.versions(state);
    assertEquals(versions.stream().max(Version::compareTo), versions.stream().findFirst());
    return versions.stream().map(version -> version.value().utf8()).sorted().toList();
  }

  private static TwoSites<Set> sitesAt(long here, long there) {
    TwoSites<Set> sites = new TwoSites<>(LwwRegister.TYPE);
    sites.replicaHere().clockIs(Timestamp.ofMillis(here));
    sites.replicaThere().clockIs(Timestamp.ofMillis(there));
    return sites;
  }

  @Test
  void theLaterOfConcurrentWritesWinsAndTheLoserIsReadable() {
    State state = sitesAt(1_000, 1_001).here(set("x")).there(set("y")).afterwards();
    assertEquals(Optional.of(Bytes.utf8("y")), LwwRegister.value(state));
    assertEquals(Bytes.utf8("x"), LwwRegister.versions(state).get(1).value());
  }

  @Test
  void atTheSameTimeTheGreaterRunWins() {
    State state = sitesAt(1_000, 1_000).here(set("x")).there(set("a")).afterwards();
    assertEquals(Optional.of(Bytes.utf8("a")), LwwRegister.value(state));
  }

  @Test
  void aWriteWinsOverWhatItHasSeenAlsoWithAClockBehind() {
    TwoSites<Set> sites = sitesAt(9_000, 1_000);
    State state = sites.first(set("x")).there(set("y")).afterwards();
    assertEquals(Optional.of(Bytes.utf8("y")), LwwRegister.value(state));
    assertEquals(1, state.size());
  }

  @Test
  void theNextWriteRemovesTheLosers() {
    TwoSites<Set> sites = sitesAt(1_000, 1_001).here(set("x")).there(set("y"));
    sites.afterwards();
    State state = sites.here(set("z")).afterwards();
    assertEquals(Optional.of(Bytes.utf8("z")), LwwRegister.value(state));
    assertEquals(1, LwwRegister.versions(state).size());
  }

  @Test
  void nothingWrittenIsNoValue() {
    assertTrue(LwwRegister.value(State.EMPTY).isEmpty());
  }

  @Test
  void refusesALargerValueThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[LwwRegister.MAX_VALUE + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Set(tooLarge));
  }
}
