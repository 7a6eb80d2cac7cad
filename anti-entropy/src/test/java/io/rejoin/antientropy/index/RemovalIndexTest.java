package io.rejoin.antientropy.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemovalIndexTest {
  private static final ReplicaId RUN = new ReplicaId(7);
  private static final EntryKey KEY = key("a");

  private final RemovalIndex index = new RemovalIndex();

  private static EntryKey key(String name) {
    return new EntryKey(1, Bytes.utf8(name));
  }

  @Test
  void aCounterThatIsReplacedAThousandTimesIsOneRemoval() {
    for (int number = 2; number <= 1000; number++) {
      index.add(removal(KEY, number, number - 1));
    }
    assertEquals(1, index.size());
    Removal all = new Removal(new Dot(RUN, 1000), KEY, CausalContext.of(RUN, 1, 999));
    assertEquals(List.of(all), index.beyond(Clock.EMPTY));
    assertEquals(List.of(), index.beyond(upTo(1000)));
  }

  /** A clock that has the last of the joined removals but not the first still gets them. */
  @Test
  void aClockWithAGapCountsAsLacking() {
    index.add(removal(KEY, 5, 1));
    index.add(removal(KEY, 9, 2));
    Clock gap = upTo(4).applied(RUN, 5, 9);
    assertEquals(1, index.beyond(gap).size());
    assertTrue(index.beyond(gap).get(0).dots().contains(RUN, 1));
  }

  @Test
  void whatTheHorizonCoversIsForgotten() {
    index.add(removal(KEY, 5, 1));
    index.add(removal(key("b"), 7, 2));
    index.trim(upTo(6));
    assertEquals(1, index.size());
    index.add(removal(KEY, 8, 3));
    assertEquals(2, index.beyond(Clock.EMPTY).size());
    index.trim(upTo(8));
    assertEquals(0, index.size());
    assertEquals(List.of(), index.beyond(Clock.EMPTY));
  }

  @Test
  void aHotEntryIsForgottenToo() {
    for (int number = 2; number <= 300_000; number++) {
      index.add(removal(KEY, number, number - 1));
    }
    assertTrue(index.size() <= 2 + 300_000 / RemovalIndex.SPAN);
    index.trim(upTo(290_000));
    assertEquals(1, index.size());
  }

  /** A queue's items are put and taken in turn: what was taken never becomes one interval. */
  @Test
  void whatIsScatteredIsNotJoinedForEver() {
    for (int number = 2; number <= 20_000; number += 2) {
      index.add(removal(KEY, number, number - 1));
    }
    List<Removal> all = index.beyond(Clock.EMPTY);
    assertEquals(index.size(), all.size());
    assertTrue(all.stream().allMatch(each -> each.dots().intervals() <= RemovalIndex.INTERVALS));
    assertTrue(all.size() <= 1 + 10_000 / RemovalIndex.INTERVALS);
    index.trim(upTo(20_000));
    assertEquals(0, index.size());
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  /** Whoever lacks an operation is told of its dots, in whatever order it came in. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsToldTooLittle(long seed) {
    Random random = new Random(seed);
    List<Removal> added = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = 2 + random.nextInt(500_000);
      EntryKey key = key("set" + number % 3);
      Removal removal = removal(key, number, 1 + random.nextInt(number - 1));
      if (added.stream().noneMatch(r -> r.operation().equals(removal.operation()))) {
        added.add(removal);
        index.add(removal);
      }
      index.add(added.get(random.nextInt(added.size())));
    }
    for (long known = 0; known < 500_000; known += 49_999) {
      assertTold(added, known);
    }
  }

  private void assertTold(List<Removal> added, long known) {
    List<Removal> told = index.beyond(upTo(known));
    for (Removal removal : added) {
      CausalContext dots = told.stream()
          .filter(each -> each.key().equals(removal.key()))
          .map(Removal::dots)
          .reduce(CausalContext.EMPTY, CausalContext::union);
      assertTrue(removal.operation().number() <= known || dots.covers(removal.dots()));
    }
  }

  private static Removal removal(EntryKey key, long number, long dot) {
    return new Removal(new Dot(RUN, number), key, CausalContext.of(new Dot(RUN, dot)));
  }

  private static Clock upTo(long number) {
    return Clock.EMPTY.applied(RUN, 0, number);
  }
}
