package io.rejoin.simulator.run;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws the timeline of a scenario: which kinds of happening there are, when each begins and ends,
 * and whom it befalls. What comes out is a scenario again, without chance in its timeline: it runs
 * the same under its seed, can be written down, and items can be taken out of it.
 */
public final class Drawn {
  /** Happenings of one recurring item. */
  private static final int MOST = 100_000;

  private final Scenario scenario;
  private final Draws draws;
  private final Selected selected;
  private final Map<String, Integer> alike = new HashMap<>();
  private final List<TimelineItem> timeline = new ArrayList<>();

  private Drawn(Scenario scenario, long seed) {
    this.scenario = scenario;
    draws = new Draws(seed);
    selected = new Selected(Topology.of(scenario));
  }

  /** The scenario as the seed has it. Drawing it again changes nothing. */
  public static Scenario of(Scenario scenario, long seed) {
    Drawn drawn = new Drawn(scenario, seed);
    scenario.timeline().forEach(drawn::draw);
    drawn.timeline.sort(Comparator.comparing(TimelineItem::at));
    return scenario.withTimeline(drawn.timeline).withSwarm(Swarm.NONE);
  }

  private void draw(TimelineItem item) {
    String text = item.toString();
    long subject = Names.subject(text + alike.merge(text, 1, Integer::sum));
    if (isSwitchedOff(item.happening())) {
      return;
    }
    Duration end = end(item);
    Duration at = item.at();
    for (int n = 0; n < MOST && at.compareTo(scenario.time().run()) < 0; n++) {
      RandomGenerator random = draws.stream(Purpose.FAULT, subject, n);
      add(item, at, random);
      if (item.every().isEmpty()) {
        return;
      }
      at = at.plusNanos(Math.max(1_000_000, nanos(item.every().get(), random)));
      if (at.compareTo(end) >= 0) {
        return;
      }
    }
  }

  private boolean isSwitchedOff(Happening happening) {
    return happening.isFault()
        && draws.unit(Purpose.FAULT, Names.subject("swarm " + happening.kind()), 0)
            < scenario.swarm().switchOffEach();
  }

  /** The first heal after an item, or the end of the run. */
  private Duration end(TimelineItem item) {
    return scenario.timeline().stream()
        .filter(other -> other.happening() instanceof Heal)
        .map(TimelineItem::at)
        .filter(at -> at.compareTo(item.at()) > 0)
        .min(Comparator.naturalOrder())
        .orElse(scenario.time().run());
  }

  private void add(TimelineItem item, Duration at, RandomGenerator random) {
    Duration room = end(TimelineItem.at(at, item.happening())).minus(at);
    Duration lasts = item.lasts().map(time -> min(room, nanos(time, random))).orElse(room);
    Happening happening = withEnd(selected.in(item.happening(), random), room, lasts);
    boolean ends = happening.lasts();
    timeline.add(new TimelineItem(
        at,
        Optional.empty(),
        ends ? Optional.of(Distribution.constant(lasts)) : Optional.empty(),
        happening));
  }

  /** Those that are down come back with the heal at the latest. */
  private static Happening withEnd(Happening happening, Duration room, Duration lasts) {
    if (happening instanceof Crash crash) {
      Duration restart =
          crash.restartAfter().map(time -> min(room, time.toNanos())).orElse(lasts);
      return new Crash(crash.on(), crash.disk(), Optional.of(restart), crash.stagger());
    } else if (happening instanceof OldImage image) {
      return new OldImage(
          image.on(), image.age(), min(room, image.restartAfter().toNanos()));
    }
    return happening;
  }

  private static Duration min(Duration time, long nanos) {
    return nanos < time.toNanos() ? Duration.ofNanos(nanos) : time;
  }

  private static long nanos(Distribution distribution, RandomGenerator random) {
    return distribution.nanos(random.nextDouble(), random.nextDouble());
  }
}
