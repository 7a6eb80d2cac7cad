package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contexts belong to one entry. Joining a part of what another replica holds leaves all other
 * entries as they are: with one context for all, it would silently delete them.
 */
class PartialDiffTest {
  private final PlainReplica here = new PlainReplica(1);
  private final PlainReplica there = new PlainReplica(2);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void someEntriesLeaveTheOthersUntouched(long seed) {
    Random random = new Random(seed);
    diverge(random);
    Map<EntryKey, State> before = new HashMap<>(here.states());
    Set<EntryKey> some = new HashSet<>();
    there.states().forEach((key, state) -> {
      if (random.nextBoolean()) {
        some.add(key);
        here.join(key, state);
      }
    });
    assertUntouched(before, some);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSessionThatIsCutLeavesTheOthersUntouched(long seed) {
    Random random = new Random(seed);
    diverge(random);
    Map<EntryKey, State> before = new HashMap<>(here.states());
    Set<EntryKey> touched = new HashSet<>();
    Entries watched = new PlainEntries(here) {
      @Override
      public State join(EntryKey key, State delta) {
        touched.add(key);
        return super.join(key, delta);
      }

      @Override
      public void remove(Removal removal) {
        touched.add(removal.key());
        super.remove(removal);
      }
    };
    Wire wire = new Wire(watched, there, Session.Limits.STANDARD.sized(8192, 8192));
    wire.begin();
    for (int steps = random.nextInt(12); steps > 0; steps--) {
      wire.step();
    }
    assertUntouched(before, touched);
  }

  private void diverge(Random random) {
    for (PlainReplica each : List.of(here, there, here, there)) {
      for (int i = 0; i < 200; i++) {
        String set = "set" + random.nextInt(300);
        if (random.nextInt(3) == 0) {
          each.clear(set);
        } else {
          each.add(set, "e" + random.nextInt(5));
        }
      }
      here.states().forEach((key, state) -> {
        if (random.nextInt(3) == 0) {
          there.join(key, state);
        }
      });
    }
  }

  private void assertUntouched(Map<EntryKey, State> before, Set<EntryKey> joined) {
    List<EntryKey> changed = new ArrayList<>();
    here.states().forEach((key, state) -> {
      if (!state.equals(before.getOrDefault(key, State.EMPTY))) {
        changed.add(key);
      }
    });
    changed.removeAll(joined);
    assertEquals(List.of(), changed);
    assertFalse(before.isEmpty());
  }
}
