package io.rejoin.crdt.type.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.rejoin.crdt.type.register.MvRegister.Set;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MvRegisterTest extends CrdtLaws<Set> {

  private static Set set(String value) {
    return new Set(Bytes.utf8(value));
  }

  @Override
  protected CrdtType<Set> type() {
    return MvRegister.TYPE;
  }

  @Override
  protected Set operation(Random random) {
    return set("v" + random.nextInt(9));
  }

  @Override
  protected Object expected(History<Set> history, List<Event<Set>> heard) {
    return Specification.live(
            heard, e -> Effect.replaces(e, e.operation().value().utf8()))
        .stream()
        .map(Contribution::value)
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  protected Object actual(State state) {
    return MvRegister.values(state).stream().map(Bytes::utf8).toList();
  }

  private static TwoSites<Set> sites() {
    return new TwoSites<>(MvRegister.TYPE);
  }

  @Test
  void concurrentWritesAreBothThere() {
    State state = sites().first(set("old")).here(set("y")).there(set("x")).afterwards();
    assertEquals(List.of(Bytes.utf8("x"), Bytes.utf8("y")), MvRegister.values(state));
  }

  @Test
  void theSameValueWrittenTwiceIsOne() {
    State state = sites().here(set("x")).there(set("x")).afterwards();
    assertEquals(List.of(Bytes.utf8("x")), MvRegister.values(state));
  }

  @Test
  void aWriteReplacesExactlyWhatItSaw() {
    TwoSites<Set> sites = sites().here(set("y")).there(set("z"));
    sites.replicaHere().hears(sites.replicaThere().state());
    State state = sites.here(set("x")).there(set("w")).afterwards();
    assertEquals(List.of(Bytes.utf8("w"), Bytes.utf8("x")), MvRegister.values(state));
  }

  @Test
  void nothingWrittenIsNoValue() {
    assertEquals(List.of(), MvRegister.values(State.EMPTY));
  }
}
