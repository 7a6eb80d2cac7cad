package io.rejoin.crdt.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Seeds;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash trie against a tree map, with keys whose hashes collide in all or in many bits. */
class HashTrieTest {

  private record Key(int id, int hash) implements Comparable<Key> {
    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public int compareTo(Key other) {
      return Integer.compare(id, other.id);
    }
  }

  private static Key key(Random random, long seed) {
    int id = random.nextInt(4 + 2 * (int) seed);
    return switch (id % 4) {
      case 0 -> new Key(id, 42);
      case 1 -> new Key(id, id << 28);
      case 2 -> new Key(id, id);
      default -> new Key(id, id * 0x9e3779b9);
    };
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void agreesWithATreeMap(long seed) {
    Random random = new Random(seed);
    Map<Key, Integer> model = new TreeMap<>();
    HashTrie<Key, Integer> trie = HashTrie.empty();
    for (int i = 0; i < Seeds.size(10 * seed, 3, 300); i++) {
      Key key = key(random, seed);
      if (random.nextInt(5) < 2) {
        model.remove(key);
        trie = trie.remove(key);
      } else {
        model.put(key, i);
        trie = trie.put(key, i);
      }
      Map<Key, Integer> all = new TreeMap<>();
      trie.forEach(all::put);
      assertEquals(model, all);
      assertEquals(model.size(), trie.size());
      assertEquals(model.get(key), trie.get(key));
    }
  }

  @Test
  void oldVersionsStayAsTheyWere() {
    HashTrie<String, String> one = HashTrie.<String, String>empty().put("a", "1");
    HashTrie<String, String> two = one.put("a", "2").put("b", "3");
    assertEquals("1", one.get("a"));
    assertNull(one.get("b"));
    assertEquals("2", two.get("a"));
    assertSame(one, one.remove("x"));
    assertTrue(two.remove("a").remove("b").isEmpty());
  }
}
