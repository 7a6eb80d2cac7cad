package io.rejoin.hazelcast;

import io.rejoin.Codec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sets of strings under keys, as a user keeps them in a map. */
interface Sets {
  void add(String key, String element);

  void remove(String key, String element);

  /** Removes the key with all that is under it. */
  void remove(String key);

  /** What is under a key, nothing if the key is not there. */
  Set<String> get(String key);

  /** Values of a plain map: read, changed and put back. */
  record Plain(Map<String, Set<String>> map) implements Sets {
    @Override
    public void add(String key, String element) {
      Set<String> set = new TreeSet<>(get(key));
      set.add(element);
      map.put(key, set);
    }

    @Override
    public void remove(String key, String element) {
      Set<String> set = new TreeSet<>(get(key));
      set.remove(element);
      map.put(key, set);
    }

    @Override
    public void remove(String key) {
      map.remove(key);
    }

    @Override
    public Set<String> get(String key) {
      return map.getOrDefault(key, Set.of());
    }
  }

  /** Replicated values. */
  record Joined(CrdtMap map) implements Sets {
    @Override
    public void add(String key, String element) {
      map.set(key, Codec.string()).add(element);
    }

    @Override
    public void remove(String key, String element) {
      map.set(key, Codec.string()).remove(element);
    }

    @Override
    public void remove(String key) {
      map.set(key, Codec.string()).erase();
    }

    @Override
    public Set<String> get(String key) {
      return map.set(key, Codec.string()).value();
    }
  }
}
