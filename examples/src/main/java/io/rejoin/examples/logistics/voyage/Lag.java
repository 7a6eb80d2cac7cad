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
  private final Map<String, Sight> sights = new LinkedHashMap<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private final List<Open> meetings = new ArrayList<>();
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

  /** What a site has not seen, and how many that were over time. */
  private static final class Sight {
    private final Map<EntryKey, Set<Deed>> unseen = new TreeMap<>();
    private final List<Step> curve = new ArrayList<>(List.of(new Step(Duration.ZERO, 0)));
    private int lacks;

    Set<Deed> of(EntryKey key) {
      return unseen.computeIfAbsent(key, any -> new LinkedHashSet<>());
    }

    List<Deed> all() {
      return unseen.values().stream().flatMap(Set::stream).toList();
    }

    void count(int more, Duration now) {
      lacks += more;
      curve.add(new Step(now, lacks));
    }
  }

  /** A meeting, and what some of them lack of the others still. */
  private static final class Open {
    private final Set<Missing> missing;
    private Meeting meeting;

    Open(Meeting meeting, Set<Missing> missing) {
      this.meeting = meeting;
      this.missing = missing;
    }

    void conclude(Duration now) {
      if (missing.isEmpty() && meeting.took().isEmpty()) {
        Optional<Duration> took = Optional.of(now.minus(meeting.at()));
        meeting = new Meeting(meeting.name(), meeting.at(), meeting.operations(), took);
      }
    }
  }

  public Lag(Collection<String> sites) {
    sites.forEach(site -> sights.put(site, new Sight()));
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
      sights.forEach((site, sight) -> {
        if (!site.equals(at)) {
          sight.of(deed.key()).add(deed);
          sight.count(1, now());
        }
      });
    });
  }

  private Duration now() {
    SimGrid grid = here;
    return grid == null ? Duration.ZERO : Duration.ofNanos(grid.world().now());
  }

  private Sight sight(String site) {
    Sight sight = sights.get(site);
    if (sight == null) {
      throw new IllegalArgumentException("no site '" + site + "'; there are " + sights.keySet());
    }
    return sight;
  }

  @Override
  public void changed(SimNode node, Change change) {
    String site = node.place().site();
    Set<Deed> waiting = sight(site).of(change.key());
    List<Deed> seen = waiting.stream()
        .filter(deed -> node.hasSeen(deed.key(), change.after(), deed.number()))
        .toList();
    seen.forEach(waiting::remove);
    if (!seen.isEmpty()) {
      sight(site).count(-seen.size(), now());
      meetings.forEach(open -> {
        seen.forEach(deed -> open.missing.remove(new Missing(site, deed)));
        open.conclude(now());
      });
    }
  }

  /** These meet now: measures until each has seen what the others had done before. */
  void meet(String name, Duration now, Collection<String> sites) {
    Set<Missing> missing = new LinkedHashSet<>();
    for (String site : sites) {
      sight(site).all().stream()
          .filter(deed -> sites.contains(deed.site()))
          .forEach(deed -> missing.add(new Missing(site, deed)));
    }
    Open open = new Open(new Meeting(name, now, missing.size(), Optional.empty()), missing);
    open.conclude(now);
    meetings.add(open);
  }

  @Override
  public Finding conclude(SimGrid grid) {
    long all = done.values().stream().mapToLong(Integer::longValue).sum();
    return sights.entrySet().stream()
        .filter(each -> each.getValue().lacks > 0)
        .findFirst()
        .map(each -> Finding.violated(
            name(),
            all,
            Violation.at(
                grid.world().now(),
                each.getKey() + " has not seen " + each.getValue().lacks + " operations")))
        .orElseGet(() -> Finding.passed(name(), all));
  }

  /** How many operations of others a site lacks now. */
  int lacks(String site) {
    return sight(site).lacks;
  }

  /** How many of one site's operations another lacks now. */
  long lacks(String site, String of) {
    return sight(site).all().stream().filter(deed -> deed.site().equals(of)).count();
  }

  /** By site. */
  public Map<String, List<Step>> curves() {
    Map<String, List<Step>> curves = new LinkedHashMap<>();
    sights.forEach((site, sight) -> curves.put(site, List.copyOf(sight.curve)));
    return curves;
  }

  /** How many operations were done, by site. */
  public Map<String, Integer> done() {
    return done;
  }

  public List<Meeting> meetings() {
    return meetings.stream().map(open -> open.meeting).toList();
  }
}
