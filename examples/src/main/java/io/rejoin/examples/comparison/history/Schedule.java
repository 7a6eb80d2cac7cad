package io.rejoin.examples.comparison.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which sites can reach each other when. Sites are numbered from 0.
 *
 * @param phases without gaps, the first from 0 on, each with a whole phase behind it that differs;
 *     in the last one everybody reaches everybody
 * @param length of all phases
 */
public record Schedule(int sites, List<Phase> phases, Duration length) {

  /**
   * From a time on, until the next phase.
   *
   * @param groups every site is in one of them, and reaches those in it
   */
  public record Phase(Duration from, List<List<Integer>> groups) {
    public Phase {
      groups = groups.stream().map(List::copyOf).toList();
    }

    /** Whether nothing is cut. */
    public boolean isWhole() {
      return groups.size() == 1;
    }

    List<Integer> groupOf(int site) {
      return groups.stream()
          .filter(group -> group.contains(site))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no site " + site + " in " + groups));
    }
  }

  public Schedule {
    phases = List.copyOf(phases);
    if (phases.isEmpty() || !phases.get(0).from().isZero()) {
      throw new IllegalArgumentException("a schedule begins at 0");
    }
    if (!phases.get(phases.size() - 1).isWhole()) {
      throw new IllegalArgumentException("a schedule ends with all sites together");
    }
    List<Integer> all = IntStream.range(0, sites).boxed().toList();
    for (Phase phase : phases) {
      if (!phase.groups().stream().flatMap(List::stream).sorted().toList().equals(all)) {
        throw new IllegalArgumentException(
            "each of " + sites + " sites is in one group, not " + phase.groups());
      }
    }
  }

  /**
   * Three or five sites: 10 s together, 20 s split into a majority and a minority, 8 s together,
   * 10 s all apart, 12 s together.
   */
  public static Schedule draw(RandomGenerator random) {
    int sites = random.nextBoolean() ? 3 : 5;
    List<Integer> mixed = new ArrayList<>(IntStream.range(0, sites).boxed().toList());
    Collections.shuffle(mixed, new Random(random.nextLong()));
    int minority = sites / 2;
    List<List<Integer>> whole = List.of(IntStream.range(0, sites).boxed().toList());
    List<List<Integer>> apart = mixed.stream().map(List::of).toList();
    return new Schedule(
        sites,
        List.of(
            new Phase(Duration.ZERO, whole),
            new Phase(
                Duration.ofSeconds(10),
                List.of(mixed.subList(0, minority), mixed.subList(minority, sites))),
            new Phase(Duration.ofSeconds(30), whole),
            new Phase(Duration.ofSeconds(38), apart),
            new Phase(Duration.ofSeconds(48), whole)),
        Duration.ofSeconds(60));
  }

  /** The phase at a time. */
  public Phase at(Duration time) {
    Phase found = phases.get(0);
    for (Phase phase : phases) {
      if (phase.from().compareTo(time) <= 0) {
        found = phase;
      }
    }
    return found;
  }

  /** When a phase is over. */
  public Duration end(Phase phase) {
    int next = phases.indexOf(phase) + 1;
    return next < phases.size() ? phases.get(next).from() : length;
  }

  /** The sites that a site reaches at a time, itself among them. */
  public List<Integer> reached(int site, Duration time) {
    return at(time).groupOf(site);
  }

  public boolean hasMajority(int site, Duration time) {
    return 2 * reached(site, time).size() > sites;
  }

  /** Whether word of something at one site could have come to another one by then, on any way. */
  public boolean couldHear(int from, Duration since, int to, Duration until) {
    if (until.compareTo(since) < 0) {
      return false;
    }
    TreeSet<Integer> informed = new TreeSet<>(List.of(from));
    for (Phase phase : phases) {
      if (phase.from().compareTo(until) <= 0 && end(phase).compareTo(since) > 0) {
        phase.groups().stream()
            .filter(group -> group.stream().anyMatch(informed::contains))
            .toList()
            .forEach(informed::addAll);
      }
    }
    return informed.contains(to);
  }
}
