package io.rejoin.examples.comparison.store;

import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Each site has a copy of all; of two versions the one that was written later wins. The model is a
 * kind one: its clocks are perfect, it takes no time where sites reach each other, and it never
 * forgets a deletion.
 */
public final class LastWriterWins implements Store {

  /** What has a time of its own. */
  public enum Unit {
    /** A whole document, as an object of a map or a JSON value. */
    DOCUMENT,
    /** Each cell of a document, as a column of a row. */
    CELL
  }

  /** Cells with the time of their writing; without the cell it was deleted. */
  private record Version(long time, SortedMap<String, String> cells) {
    Version latest(Version other) {
      return other.time > time ? other : this;
    }
  }

  private record Name(String key, String unit) {}

  private final Unit unit;
  private final Schedule schedule;
  private final List<Map<String, Map<Name, Version>>> sites = new ArrayList<>();
  private int phase;
  private long time;

  public LastWriterWins(Unit unit, Schedule schedule) {
    this.unit = unit;
    this.schedule = schedule;
    for (int site = 0; site < schedule.sites(); site++) {
      sites.add(new HashMap<>());
    }
  }

  @Override
  public Documents at(int site, Duration now) {
    List<Phase> phases = schedule.phases();
    while (phase + 1 < phases.size() && phases.get(phase + 1).from().compareTo(now) <= 0) {
      phase++;
      phases.get(phase).groups().forEach(this::exchange);
    }
    List<Integer> reached = phases.get(phase).groups().stream()
        .filter(group -> group.contains(site))
        .findFirst()
        .orElseThrow();
    return new Documents() {
      @Override
      public SortedMap<String, String> read(String key) {
        return document(site, key);
      }

      @Override
      public void write(String key, SortedMap<String, String> document) {
        SortedMap<String, String> before = document(site, key);
        time++;
        for (Name name : names(key, before, document)) {
          SortedMap<String, String> cells = part(document, name);
          if (!cells.equals(part(before, name))) {
            reached.forEach(each -> merge(each, name, new Version(time, cells)));
          }
        }
      }
    };
  }

  private SortedMap<String, String> document(int site, String key) {
    SortedMap<String, String> cells = new TreeMap<>();
    sites
        .get(site)
        .getOrDefault(key, Map.of())
        .values()
        .forEach(version -> cells.putAll(version.cells()));
    return cells;
  }

  private Set<Name> names(
      String key, SortedMap<String, String> before, SortedMap<String, String> after) {
    if (unit == Unit.DOCUMENT) {
      return Set.of(new Name(key, ""));
    }
    Set<String> cells = new TreeSet<>(before.keySet());
    cells.addAll(after.keySet());
    return cells.stream().map(cell -> new Name(key, cell)).collect(Collectors.toSet());
  }

  private SortedMap<String, String> part(SortedMap<String, String> document, Name name) {
    SortedMap<String, String> part = new TreeMap<>(document);
    if (unit == Unit.CELL) {
      part.keySet().retainAll(Set.of(name.unit()));
    }
    return part;
  }

  private void merge(int site, Name name, Version version) {
    sites
        .get(site)
        .computeIfAbsent(name.key(), any -> new HashMap<>())
        .merge(name, version, Version::latest);
  }

  /** All of a group take the latest of everything. */
  private void exchange(List<Integer> group) {
    for (int from : group) {
      for (int to : group) {
        if (from != to) {
          sites
              .get(from)
              .values()
              .forEach(units -> units.forEach((name, version) -> merge(to, name, version)));
        }
      }
    }
  }
}
