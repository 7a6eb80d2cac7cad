package io.rejoin.examples.soak;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What nodes have answered to writers, and what nobody knows: a request whose node was killed
 * before it answered may have taken effect or not. Many threads may note.
 */
final class Answers {

  /** An element of a set, or one more for a counter, at an entry. */
  record Write(String type, String key, String element) {
    boolean isCount() {
      return element.isEmpty();
    }
  }

  private final SortedMap<String, SortedMap<String, String>> elements = new TreeMap<>();
  private final SortedMap<String, Long> counted = new TreeMap<>();
  private final SortedMap<String, Long> unknown = new TreeMap<>();
  private final SortedSet<String> dots = new TreeSet<>();
  private final SortedSet<String> reused = new TreeSet<>();
  private long acknowledged;
  private long open;

  /** A node has said that it did this, under this dot. */
  synchronized void acknowledged(Write write, String dot) {
    acknowledged++;
    if (!dots.add(dot)) {
      reused.add(dot);
    }
    if (write.isCount()) {
      counted.merge(write.key(), 1L, Long::sum);
    } else {
      elements.computeIfAbsent(write.key(), key -> new TreeMap<>()).put(write.element(), dot);
    }
  }

  /** Nobody knows whether it was done. */
  synchronized void unanswered(Write write) {
    open++;
    if (write.isCount()) {
      unknown.merge(write.key(), 1L, Long::sum);
    }
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized long unanswered() {
    return open;
  }

  /** Dots that were answered for two writes. */
  synchronized SortedSet<String> reused() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(reused));
  }

  /** By key, each acknowledged element with its dot. */
  synchronized SortedMap<String, SortedMap<String, String>> elements() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(elements));
  }

  /** By key, what was counted for sure. */
  synchronized SortedMap<String, Long> counted() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counted));
  }

  /** What a counter may have beyond that. */
  synchronized long unknown(String key) {
    return unknown.getOrDefault(key, 0L);
  }
}
