package io.rejoin.antientropy.spec;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many nodes there are, how many of them begin alone, not knowing the others, and how often
 * each bounded kind of event may happen on a path.
 */
record Budget(int nodes, int islands, Map<Event, Integer> events) {

  static Budget of(int nodes) {
    return new Budget(nodes, 0, Map.of());
  }

  Budget islands(int count) {
    return new Budget(nodes, count, events);
  }

  Budget with(Event event, int times) {
    Map<Event, Integer> more = new EnumMap<>(Event.class);
    more.putAll(events);
    more.put(event, times);
    return new Budget(nodes, islands, more);
  }

  int times(Event event) {
    return events.getOrDefault(event, 0);
  }
}
