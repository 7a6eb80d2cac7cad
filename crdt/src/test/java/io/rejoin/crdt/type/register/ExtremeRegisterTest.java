package io.rejoin.crdt.type.register;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.remove;
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
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Change;
import io.rejoin.crdt.type.register.ExtremeRegister.Offer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExtremeRegisterTest {

  private static Offer offer(String value) {
    return new Offer(Bytes.utf8(value));
  }

  private abstract static class Laws extends CrdtLaws<Offer> {
    private final ExtremeRegister register;

    Laws(ExtremeRegister register) {
      this.register = register;
    }

    @Override
    protected CrdtType<Offer> type() {
      return register;
    }

    @Override
    protected Offer operation(Random random) {
      return offer("v" + random.nextInt(30));
    }

    static Stream<String> offered(List<Event<Offer>> heard) {
      return heard.stream().map(event -> event.operation().value().utf8());
    }

    @Override
    protected Object actual(State state) {
      return register.value(state).map(Bytes::utf8);
    }
  }

  @Nested
  class MaxLaws extends Laws {
    MaxLaws() {
      super(ExtremeRegister.MAX);
    }

    @Override
    protected Object expected(History<Offer> history, List<Event<Offer>> heard) {
      return offered(heard).max(String::compareTo);
    }
  }

  @Nested
  class MinLaws extends Laws {
    MinLaws() {
      super(ExtremeRegister.MIN);
    }

    @Override
    protected Object expected(History<Offer> history, List<Event<Offer>> heard) {
      return offered(heard).min(String::compareTo);
    }
  }

  private static Optional<String> value(ExtremeRegister register, String here, String there) {
    State state = new TwoSites<>(register).here(offer(here)).there(offer(there)).afterwards();
    return register.value(state).map(Bytes::utf8);
  }

  @Test
  void theBetterOfConcurrentOffersIsThere() {
    assertEquals(Optional.of("7"), value(ExtremeRegister.MAX, "5", "7"));
    assertEquals(Optional.of("5"), value(ExtremeRegister.MIN, "5", "7"));
  }

  @Test
  void theSameOfferTwiceIsOne() {
    assertEquals(Optional.of("5"), value(ExtremeRegister.MAX, "5", "5"));
    assertEquals(Optional.of("5"), value(ExtremeRegister.MIN, "5", "5"));
  }

  private static Optional<String> afterRemoveAndOffer(ExtremeRegister register, String value) {
    TwoSites<Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", register, offer("5"))).here(remove("a"));
    State map = sites.there(update("a", register, offer(value))).afterwards();
    return register.value(field(map, "a", register)).map(Bytes::utf8);
  }

  @Test
  void aBetterOfferBringsARemovedFieldBack() {
    assertEquals(Optional.of("7"), afterRemoveAndOffer(ExtremeRegister.MAX, "7"));
    assertEquals(Optional.of("3"), afterRemoveAndOffer(ExtremeRegister.MIN, "3"));
  }

  @Test
  void anOfferThatChangedNothingDoesNotBringARemovedFieldBack() {
    assertEquals(Optional.empty(), afterRemoveAndOffer(ExtremeRegister.MAX, "3"));
    assertEquals(Optional.empty(), afterRemoveAndOffer(ExtremeRegister.MIN, "7"));
  }

  @Test
  void anOfferThatIsNotBeyondWhatIsSeenChangesNothing() {
    Replica<Offer> replica = new Replica<>(ExtremeRegister.MAX, 1);
    replica.does(offer("5"));
    assertTrue(replica.does(offer("5")).isEmpty());
    assertTrue(replica.does(offer("3")).isEmpty());
    assertEquals(2, replica.nextNumber());
  }

  @Test
  void anOfferReplacesAllThatItBeats() {
    TwoSites<Offer> sites = new TwoSites<>(ExtremeRegister.MAX);
    assertEquals(2, sites.here(offer("5")).there(offer("7")).afterwards().size());
    assertEquals(1, sites.here(offer("9")).afterwards().size());
  }

  @Test
  void bytesAreComparedAsUnsigned() {
    Replica<Offer> replica = new Replica<>(ExtremeRegister.MAX, 1);
    replica.does(new Offer(Bytes.wrap(new byte[] {0x7f})));
    replica.does(new Offer(Bytes.wrap(new byte[] {(byte) 0x80})));
    assertEquals(
        Optional.of(Bytes.wrap(new byte[] {(byte) 0x80})),
        ExtremeRegister.MAX.value(replica.state()));
  }

  @Test
  void nothingOfferedIsNoValue() {
    assertTrue(ExtremeRegister.MIN.value(State.EMPTY).isEmpty());
  }

  @Test
  void refusesALargerValueThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[ExtremeRegister.MAX_VALUE + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Offer(tooLarge));
  }
}
