package io.rejoin.crdt.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The radix map against a tree map. */
class LongMapTest {

  private static long key(Random random, long seed) {
    return random.nextInt(4) == 0
        ? random.nextLong() >>> (1 + random.nextInt(63))
        : random.nextInt(4 + 4 * (int) seed);
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void agreesWithATreeMap(long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Integer> model = new TreeMap<>();
    LongMap<Integer> map = LongMap.empty();
    for (int i = 0; i < Seeds.size(10 * seed, 3, 300); i++) {
      long key = key(random, seed);
      if (random.nextInt(3) == 0) {
        model.remove(key);
        map = map.remove(key);
      } else {
        model.put(key, i);
        map = map.put(key, i);
      }
      same(model, map, random.nextInt(40), key);
    }
  }

  private static void same(
      NavigableMap<Long, Integer> model, LongMap<Integer> map, long a, long b) {
    assertEquals(model.size(), map.size());
    assertEquals(model.get(b), map.get(b));
    List<Integer> all = new ArrayList<>();
    map.forEach(all::add);
    assertEquals(List.copyOf(model.values()), all);
    List<Integer> range = new ArrayList<>();
    map.forEach(Math.min(a, b), Math.max(a, b), range::add);
    assertEquals(
        List.copyOf(model.subMap(Math.min(a, b), true, Math.max(a, b), true).values()), range);
    if (!model.isEmpty()) {
      assertEquals(model.lastKey(), map.lastKey());
    }
  }

  @Test
  void oldVersionsStayAsTheyWere() {
    LongMap<String> one = LongMap.<String>empty().put(7, "seven");
    LongMap<String> two = one.put(7, "VII").put(Long.MAX_VALUE, "last");
    assertEquals("seven", one.get(7));
    assertEquals("VII", two.get(7));
    assertTrue(two.remove(7).remove(Long.MAX_VALUE).isEmpty());
    assertEquals(Long.MAX_VALUE, two.lastKey());
  }

  @Test
  void refusesNegativeKeys() {
    assertThrows(IllegalArgumentException.class, () -> LongMap.empty().put(-1, "x"));
  }
}
