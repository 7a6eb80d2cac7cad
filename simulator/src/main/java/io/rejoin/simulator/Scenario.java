package io.rejoin.simulator;

import io.rejoin.simulator.grid.Place;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A run before it is run: who is there, what they do, what befalls them. All of it follows from the
 * seed; which kinds of fault there are at all differs from seed to seed (swarm testing), because a
 * run with every fault at once hides what a run with two would show.
 *
 * @param shards of the grid
 * @param keys entries of each type that clients use
 * @param pace time between two operations of one client, on average
 * @param run how long clients work and faults happen
 */
public record Scenario(
    long seed,
    List<Place> places,
    int shards,
    int keys,
    Duration pace,
    Climate climate,
    List<Mishap> mishaps,
    Duration run) {
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration RUN = Duration.ofSeconds(20);

  /** A fault and when. */
  public record Mishap(Duration at, Duration time, Fault fault) {}

  public Scenario {
    places = List.copyOf(places);
    mishaps = List.copyOf(mishaps);
  }

  /** The scenario of a seed. */
  public static Scenario of(long seed) {
    RandomGenerator random = new Draws(seed).stream(Purpose.SCENARIO, 0, 0);
    int nodes = 3 + random.nextInt(5);
    int sites = 1 + random.nextInt(3);
    boolean spokes = random.nextInt(4) == 0;
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      boolean dialable = !spokes || i < 2;
      places.add(new Place(i, "site-" + i % sites, dialable, List.of("n0:1", "n1:1")));
    }
    Climate climate = new Climate(
        LinkProfile.lan(), random.nextBoolean() ? LinkProfile.wan() : LinkProfile.lan());
    if (random.nextInt(3) == 0) {
      climate = climate.with(0.03, 0.02, 0.05);
    }
    int shards = 1 << (2 * random.nextInt(4));
    Duration pace = Duration.ofMillis(100L + random.nextInt(900));
    int keys = 1 + random.nextInt(4);
    return new Scenario(
        seed, places, shards, keys, pace, climate, mishaps(seed, places, climate), RUN);
  }

  private static List<Mishap> mishaps(long seed, List<Place> places, Climate climate) {
    Draws draws = new Draws(seed);
    int kinds = draws.below(1 << Drawn.KINDS, Purpose.FAULT, 0, 0);
    int count = 1 + draws.below(8, Purpose.FAULT, 0, 1);
    List<Mishap> mishaps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomGenerator random = draws.stream(Purpose.FAULT, 1, i);
      Drawn drawn = new Drawn(random, places, climate);
      int kind = random.nextInt(Drawn.KINDS);
      long room = RUN.minus(WARM_UP).toMillis();
      Duration at = WARM_UP.plusMillis(random.nextLong(room));
      Duration time = Duration.ofMillis(200 + random.nextLong(9_000));
      if ((kinds >> kind & 1) == 1) {
        mishaps.add(new Mishap(at, time, drawn.fault(kind, time)));
      }
    }
    return mishaps;
  }

  /** Draws the particulars of one fault. */
  private record Drawn(RandomGenerator random, List<Place> places, Climate climate) {
    private static final int KINDS = 8;

    Fault fault(int kind, Duration time) {
      return switch (kind) {
        case 0 -> partition(false);
        case 1 -> partition(true);
        case 2 -> sites();
        case 3 -> new Fault.Crash(node(), false, random.nextBoolean());
        case 4 -> new Fault.Crash(node(), true, random.nextBoolean());
        case 5 -> new Fault.Pause(node(), time);
        case 6 -> new Fault.Reset(node(), node());
        default ->
          new Fault.Storm(
              climate.with(
                  random.nextDouble() * 0.3, random.nextDouble() * 0.1, random.nextDouble() * 0.3),
              climate);
      };
    }

    private int node() {
      return random.nextInt(places.size());
    }

    private Fault partition(boolean oneWay) {
      List<Integer> some = new ArrayList<>();
      List<Integer> others = new ArrayList<>();
      for (Place place : places) {
        (random.nextBoolean() ? some : others).add(place.number());
      }
      return oneWay ? Fault.Partition.oneWay(some, others) : Fault.Partition.between(some, others);
    }

    private Fault sites() {
      String site = places.get(node()).site();
      List<Integer> inside = new ArrayList<>();
      List<Integer> outside = new ArrayList<>();
      for (Place place : places) {
        (place.site().equals(site) ? inside : outside).add(place.number());
      }
      return Fault.Partition.between(inside, outside);
    }
  }
}
