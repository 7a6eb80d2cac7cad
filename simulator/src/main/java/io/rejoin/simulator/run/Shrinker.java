package io.rejoin.simulator.run;

import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Makes a failing run smaller: fewer happenings, nodes and operations, shorter times, as long as
 * the same check fails for the same entry. Because chance is keyed, what is left out changes no
 * coin of what stays.
 */
public final class Shrinker {

  /** Runs a scenario under the seed. */
  @FunctionalInterface
  public interface Trial {
    /** What went wrong and what was done, or empty if nothing went wrong. */
    Optional<Failed> run(Scenario scenario);
  }

  /**
   * A run that failed.
   *
   * @param check that found it
   * @param key of the entry, empty if it is about no entry
   * @param operations that were carried out, by workload, as {@link Workload#only} names them
   */
  public record Failed(String check, String key, SortedMap<String, List<String>> operations) {
    boolean isLike(Failed other) {
      return check.equals(other.check) && key.equals(other.key);
    }
  }

  private final Trial trial;
  private final Failed wanted;
  private final int most;
  private Scenario least;
  private Failed failed;
  private int runs;

  private Shrinker(Scenario scenario, Failed wanted, Trial trial, int most) {
    this.trial = trial;
    this.wanted = wanted;
    this.most = most;
    least = scenario;
    failed = wanted;
  }

  /**
   * The smallest scenario that was found.
   *
   * @param scenario drawn, so that its timeline has no chance in it
   * @param most runs that may be spent
   */
  public static Scenario shrink(Scenario scenario, long seed, Trial trial, int most) {
    Scenario whole = scenario.withSeeds(new Seeds(seed, seed));
    Optional<Failed> wanted = trial.run(whole);
    if (wanted.isEmpty()) {
      return whole;
    }
    Shrinker shrinker = new Shrinker(whole, wanted.get(), trial, most);
    Scenario before;
    do {
      before = shrinker.least;
      shrinker.shrink();
    } while (!before.equals(shrinker.least) && shrinker.runs < most);
    return shrinker.least;
  }

  private void shrink() {
    happenings();
    nodes();
    operations();
    times();
    links();
  }

  /** Whether a smaller scenario fails alike; it is the least then. */
  private boolean isStillWrong(Scenario smaller) {
    if (runs >= most || smaller.equals(least)) {
      return false;
    }
    runs++;
    Optional<Failed> found = trial.run(smaller).filter(other -> other.isLike(wanted));
    found.ifPresent(other -> {
      least = smaller;
      failed = other;
    });
    return found.isPresent();
  }

  private void happenings() {
    Minimum.of(least.timeline(), items -> isStillWrong(least.withTimeline(items)));
  }

  /** Sites first, then nodes of those that stay. */
  private void nodes() {
    Minimum.of(Topology.of(least).sites(), this::isEnough);
    List<String> nodes =
        Topology.of(least).nodes().stream().map(Topology.Node::name).toList();
    Minimum.of(nodes, this::isEnough);
  }

  private boolean isEnough(List<String> names) {
    TreeSet<String> without = new TreeSet<>(least.without());
    for (Topology.Node node : Topology.of(least).nodes()) {
      if (!names.contains(node.site()) && !names.contains(node.name())) {
        without.add(node.name());
      }
    }
    Scenario smaller = least.withWithout(without);
    return !Topology.of(smaller).nodes().isEmpty() && isStillWrong(tidy(smaller));
  }

  /** Where all nodes of a site are left out, the site is. */
  private static Scenario tidy(Scenario scenario) {
    TreeSet<String> without = new TreeSet<>();
    List<String> kept = Topology.of(scenario).sites();
    for (SiteBlock block : scenario.blocks()) {
      for (int i = 1; i <= Math.max(1, block.count()); i++) {
        String site = block.count() == 0 ? block.name() : block.name() + "-" + i;
        if (!kept.contains(site)) {
          without.add(site);
        } else {
          scenario.without().stream()
              .filter(name -> name.startsWith(site + "/"))
              .forEach(without::add);
        }
      }
    }
    return scenario.withWithout(without);
  }

  /** Whole workloads first, then operations of those that stay. */
  private void operations() {
    Minimum.of(least.workloads(), some -> isStillWrong(least.withWorkloads(some)));
    for (Workload workload : least.workloads()) {
      List<String> done = failed.operations().getOrDefault(workload.name(), List.of());
      Minimum.of(done, some -> !some.isEmpty() && isStillWrong(with(workload.name(), some)));
    }
  }

  private Scenario with(String workload, List<String> only) {
    return least.withWorkloads(least.workloads().stream()
        .map(each -> each.name().equals(workload) ? each.withOnly(new TreeSet<>(only)) : each)
        .toList());
  }

  /** Halves what can be halved. */
  private void times() {
    boolean shorter = true;
    while (shorter) {
      Times time = least.time();
      shorter =
          isStillWrong(least.withTime(new Times(time.warmup(), half(time.run()), time.settle())))
              || isStillWrong(
                  least.withTime(new Times(half(time.warmup()), time.run(), time.settle())));
    }
    for (int i = 0; i < least.timeline().size(); i++) {
      while (isStillWrong(sooner(i)) || isStillWrong(shorter(i))) {
        // Once more.
      }
    }
  }

  private Scenario sooner(int index) {
    TimelineItem item = least.timeline().get(index);
    return with(
        index, new TimelineItem(half(item.at()), item.every(), item.lasts(), item.happening()));
  }

  private Scenario shorter(int index) {
    TimelineItem item = least.timeline().get(index);
    Optional<Distribution> half = item.lasts()
        .map(time -> Duration.ofNanos((long) time.value(0, 0)))
        .map(time -> Distribution.constant(half(time)));
    return with(index, new TimelineItem(item.at(), item.every(), half, item.happening()));
  }

  private Scenario with(int index, TimelineItem item) {
    List<TimelineItem> timeline = new ArrayList<>(least.timeline());
    timeline.set(index, item);
    return least.withTimeline(timeline);
  }

  /** In whole milliseconds, at least one, unless it was less. */
  private static Duration half(Duration time) {
    return time.toMillis() <= 1 ? time : Duration.ofMillis(time.toMillis() / 2);
  }

  private void links() {
    Minimum.of(least.links(), some -> isStillWrong(least.withLinks(some)));
  }
}
