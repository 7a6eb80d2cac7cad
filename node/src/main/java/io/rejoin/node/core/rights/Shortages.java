package io.rejoin.node.core.rights;

import io.rejoin.crdt.EntryKey;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients ran short of since the core's thread last looked. Thread-safe. While {@value #MAX}
 * entries are short, others are not noted: the next refusal tells again.
 */
final class Shortages {
  static final int MAX = 1_024;

  /**
   * One entry's shortage.
   *
   * @param needed by the largest decrement that was refused, 0 if none was
   * @param unit amount of the largest decrement that was tried
   */
  record Shortage(long needed, long unit) {
    Shortage and(Shortage other) {
      return new Shortage(Math.max(needed, other.needed), Math.max(unit, other.unit));
    }
  }

  private SortedMap<EntryKey, Shortage> noted = new TreeMap<>();

  synchronized void note(EntryKey key, Shortage shortage) {
    if (noted.size() < MAX || noted.containsKey(key)) {
      noted.merge(key, shortage, Shortage::and);
    }
  }

  /** Hands over what was noted since the last call. */
  synchronized SortedMap<EntryKey, Shortage> take() {
    SortedMap<EntryKey, Shortage> taken = noted;
    if (!taken.isEmpty()) {
      noted = new TreeMap<>();
    }
    return taken;
  }
}
