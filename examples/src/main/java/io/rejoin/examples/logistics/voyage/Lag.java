package io.rejoin.examples.logistics.voyage;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows each operation to every site: how many of those that were done anywhere a site has not
 * seen yet, at any time, and how soon after a meeting those that meet have seen all.
 */
public final class Lag implements Check {
  private final Map<String, List<Step>> curves = new LinkedHashMap<>();
  private final Map<String, Map<EntryKey, Set<Deed>>> unseen = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private final List<Meeting> meetings = new ArrayList<>();
  private final Map<String, Set<Missing>> open = new LinkedHashMap<>();
  private @Nullable SimGrid here;

  /** From this time on a site lacks so many operations. */
  public record Step(Duration time, int lacks) {}

  /** An operation and the site where it was done. */
  private record Deed(String site, EntryKey key, Dot number) {}

  private record Missing(String site, Deed deed) {}

  /**
   * Sites that meet after they were apart.
   *
   * @param operations that some of them lacked of the others, summed up over those who lacked them
   * @param took until none did; empty if that never was
   */
  public record Meeting(String name, Duration at, long operations, Optional<Duration> took) {}

  public Lag(Collection<String> sites) {
    sites.forEach(site -> {
      curves.put(site, new ArrayList<>(List.of(new Step(Duration.ZERO, 0))));
      unseen.put(site, new TreeMap<>());
      counts.put(site, 0);
    });
  }

  @Override
  public String name() {
    return "seen-everywhere";
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    here = grid;
    attempt.done().filter(each -> each.written().changed()).ifPresent(each -> {
      String at = grid.node(each.node()).place().site();
      Deed deed = new Deed(at, each.deed().key(), each.number());
      done.merge(at, 1, Integer::sum);
      for (String site : unseen.keySet()) {
        if (!site.equals(at)) {
          unseen
              .get(site)
              .computeIfAbsent(deed.key(), any -> new LinkedHashSet<>())
              .add(deed);
          count(site, 1, now());
        }
      }
    });
  }

  private Duration now() {
    SimGrid grid = here;
    return grid == null ? Duration.ZERO : Duration.ofNanos(grid.world().now());
  }

  private void count(String site, int more, Duration now) {
    int lacks = counts.merge(site, more, Integer::sum);
    curves.get(site).add(new Step(now, lacks));
  }

  @Override
  public void changed(SimNode node, Change change) {
    String site = node.place().site();
    Set<Deed> waiting = unseen.get(site).getOrDefault(change.key(), Set.of());
    Duration now = now();
    List<Deed> seen = waiting.stream()
        .filter(deed -> node.hasSeen(deed.key(), change.after(), deed.number()))
        .toList();
    seen.forEach(waiting::remove);
    if (!seen.isEmpty()) {
      count(site, -seen.size(), now);
      open.values()
          .forEach(missing -> seen.forEach(deed -> missing.remove(new Missing(site, deed))));
      conclude(now);
    }
  }

  /** These meet now: measures until each has seen what the others had done before. */
  void meet(String name, Duration now, Collection<String> sites) {
    Set<Missing> missing = new LinkedHashSet<>();
    for (String site : sites) {
      unseen.get(site).values().stream()
          .flatMap(Set::stream)
          .filter(deed -> sites.contains(deed.site()))
          .forEach(deed -> missing.add(new Missing(site, deed)));
    }
    open.put(name, missing);
    meetings.add(new Meeting(name, now, missing.size(), Optional.empty()));
    conclude(now);
  }

  private void conclude(Duration now) {
    for (int i = 0; i < meetings.size(); i++) {
      Meeting each = meetings.get(i);
      if (each.took().isEmpty() && open.get(each.name()).isEmpty()) {
        meetings.set(
            i,
            new Meeting(
                each.name(), each.at(), each.operations(), Optional.of(now.minus(each.at()))));
      }
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    long all = done.values().stream().mapToLong(Integer::longValue).sum();
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .findFirst()
        .map(each -> Finding.violated(
            name(),
            all,
            Violation.at(
                grid.world().now(),
                each.getKey() + " has not seen " + each.getValue() + " operations")))
        .orElseGet(() -> Finding.passed(name(), all));
  }

  /** How many operations of others a site lacks now. */
  int lacks(String site) {
    return counts.getOrDefault(site, 0);
  }

  /** How many of one site's operations another lacks now. */
  long lacks(String site, String of) {
    return unseen.getOrDefault(site, Map.of()).values().stream()
        .flatMap(Set::stream)
        .filter(deed -> deed.site().equals(of))
        .count();
  }

  /** By site. */
  public Map<String, List<Step>> curves() {
    return curves;
  }

  /** How many operations were done, by site. */
  public Map<String, Integer> done() {
    return done;
  }

  public List<Meeting> meetings() {
    return List.copyOf(meetings);
  }
}
