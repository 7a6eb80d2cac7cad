package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to deltas and sessions: no clock claims what is not there, and those who meet
 * again hold everything that was added and nothing that was removed. {@code -Dseeds=N} for more.
 */
class HistoryTest {
  private static final long SEEDS = Long.getLong("seeds", 300);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostAndNothingComesBack(long seed) {
    History history = new History(seed, entries -> entries);
    assertEquals("", history.live(steps(seed)));
  }

  @Test
  void theHistoriesContainWhatTheyShould() {
    long cut = 0;
    long overflows = 0;
    long operations = 0;
    for (long seed = 1; seed <= 50; seed++) {
      History history = new History(seed, entries -> entries);
      history.live(steps(seed));
      cut += history.cut();
      overflows += history.overflows();
      operations += history.operations();
    }
    assertTrue(cut > 50 && overflows > 20 && operations > 500, cut + " " + overflows);
  }

  // A session that goes wrong in one of these ways must not get past the histories.

  @Test
  void adoptingAClockWithoutTheRemovalsIsCaught() {
    assertCaught(entries -> new PlainEntries(entries) {
      @Override
      public List<Removal> removalsBeyond(Clock known) {
        return List.of();
      }
    });
  }

  @Test
  void joiningRemovalsWithoutKeepingThemIsCaught() {
    assertCaught(entries -> new PlainEntries(entries) {
      @Override
      public void remove(Removal removal) {
        join(removal.key(), State.removing(removal.dots()));
      }
    });
  }

  @Test
  void aClockThatIsAheadOfItsForestIsCaught() {
    assertCaught(entries -> new PlainEntries(entries) {
      @Override
      public Snapshot snapshot() {
        return new Snapshot(emptyForest(), super.snapshot().clock(), Clock.EMPTY, Clock.EMPTY);
      }
    });
  }

  @Test
  void aSessionThatDoesNotNoticeALostMessageIsCaught() {
    assertFails(seed -> new History(seed, entries -> entries).hidingLosses());
  }

  // What a random history has none of: a replica that is no longer what it was, as another run.

  @Test
  void anOldImageShedsWhatIsForgottenAndKeepsWhatIsItsOwn() {
    PlainReplica ada = new PlainReplica(1);
    PlainReplica ben = new PlainReplica(2);
    ada.add("list", "tea");
    meet(ada, ben);
    PlainReplica image = new PlainReplica(3).like(ben);
    image.add("list", "milk");
    ben.remove("list", "tea");
    meet(ada, ben);
    List.of(ada, ben).forEach(replica -> replica.forget(ben.clock()));

    meet(ada, image);
    for (PlainReplica replica : List.of(ada, image)) {
      assertFalse(replica.contains("list", "tea"));
      assertTrue(replica.contains("list", "milk"));
    }
  }

  /** A delta during the session names the dot as removed, whenever it comes. */
  @Test
  void anOldImageShedsWhatIsForgottenThoughTheOtherHearsOfItMeanwhile() {
    for (int when = 0; when < 12; when++) {
      PlainReplica ada = new PlainReplica(1);
      PlainReplica ben = new PlainReplica(2);
      ada.add("list", "tea");
      meet(ada, ben);
      PlainReplica image = new PlainReplica(3).like(ben);
      ben.add("list", "milk");
      ben.remove("list", "tea");
      meet(ada, ben);
      List.of(ada, ben).forEach(replica -> replica.forget(ben.clock()));
      PlainReplica other = new PlainReplica(4);
      meet(other, ada);
      Batch news = batch(ada.add("list", "bread"));

      Wire wire = new Wire(other, image, Session.Limits.STANDARD);
      wire.begin();
      for (int step = 0; step < when; step++) {
        wire.step();
      }
      other.receive(news);
      while (wire.step()) {}
      assertFalse(image.contains("list", "tea"), "after " + when);
    }
  }

  private static Batch batch(PlainReplica.Written done) {
    return new Batch(done.run(), done.after(), done.upTo(), List.of(done.change()));
  }

  @Test
  void whoHasLostEverythingLearnsWhatIsThereAndTakesNothingBack() {
    PlainReplica ada = new PlainReplica(1);
    PlainReplica ben = new PlainReplica(2);
    ada.add("list", "tea");
    ada.add("list", "milk");
    meet(ada, ben);
    PlainReplica away = new PlainReplica(3).like(ben);
    ben.remove("list", "tea");
    meet(ada, ben);
    List.of(ada, ben).forEach(replica -> replica.forget(ben.clock()));

    PlainReplica empty = new PlainReplica(4);
    meet(ada, empty);
    meet(empty, away);
    assertEquals(ada.root(), empty.root());
    assertEquals(ada.root(), away.root());
    assertEquals(ada.clock(), empty.clock());
  }

  private static void meet(PlainReplica one, PlainReplica other) {
    new Wire(one, other, Session.Limits.STANDARD).run();
  }

  private static Forest emptyForest() {
    return new Forest(0, MerkleTree.empty(0));
  }

  private static void assertCaught(UnaryOperator<Entries> fault) {
    assertFails(seed -> new History(seed, fault));
  }

  private static void assertFails(LongFunction<History> faulty) {
    assertTrue(LongStream.rangeClosed(1, 200)
        .anyMatch(seed -> !faulty.apply(seed).live(steps(seed)).isEmpty()));
  }

  private static int steps(long seed) {
    return (int) Math.min(400, 20 + 2 * seed);
  }
}
