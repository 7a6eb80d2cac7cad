package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
