package io.rejoin.akka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Members of the Akka cluster that it says can be reached, and with which this node has had no link
 * yet. They are looked for again and again, ever more rarely: not every one must run the grid.
 * Whoever was met once is in the grid's member table, and that is enough from then on.
 */
final class Presence {
  static final int MAX_ADDRESSES = 8_192;

  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();

  private final SortedMap<String, Search> unmet = new TreeMap<>();

  private record Search(long dueAt, long interval) {}

  void present(String address, long now) {
    if (unmet.size() < MAX_ADDRESSES) {
      unmet.put(address, new Search(now, SHORTEST));
    }
  }

  void absent(String address) {
    unmet.remove(address);
  }

  void met(String address) {
    unmet.remove(address);
  }

  /** The addresses to be tried now. */
  List<String> due(long now) {
    List<String> due = new ArrayList<>();
    unmet.replaceAll((address, search) -> {
      if (now - search.dueAt < 0) {
        return search;
      }
      due.add(address);
      return new Search(now + search.interval, Math.min(LONGEST, 2 * search.interval));
    });
    return due;
  }
}
