package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Act.Deed;
import io.rejoin.examples.comparison.history.Act.Kind;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws acts with times between them that are never the same. What belongs to a site is mostly
 * used there.
 */
final class Drawing<A> {
  private static final double AT_HOME = 0.6;
  private static final long LEAST_GAP_MS = 20;

  private final Schedule schedule;
  private final RandomGenerator random;
  private final List<Choice<A>> choices = new ArrayList<>();
  private final List<Act<A>> acts = new ArrayList<>();
  private final List<Act<A>> chores = new ArrayList<>();
  private int weights;

  /** What may be done, drawn when it is: a subject, and what is done with it. */
  private record Choice<A>(int weight, Supplier<Step<A>> step) {}

  /**
   * Something that can be done at any site.
   *
   * @param home of what it is done with
   */
  record Step<A>(String what, int home, Kind kind, Deed<A> deed) {
    static <A> Step<A> change(String what, int home, Deed<A> deed) {
      return new Step<>(what, home, Kind.CHANGE, deed);
    }

    /** The same again, mostly at another site. */
    Step<A> elsewhere() {
      return new Step<>(what + " again", home + 1, kind, deed);
    }

    static <A> Step<A> look(String what, int home, Deed<A> deed) {
      return new Step<>(what, home, Kind.LOOK, deed);
    }
  }

  Drawing(Schedule schedule, RandomGenerator random) {
    this.schedule = schedule;
    this.random = random;
  }

  /** One of some. */
  <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  /** So often, beside the others. */
  Drawing<A> mix(int weight, Supplier<Step<A>> step) {
    choices.add(new Choice<>(weight, step));
    weights += weight;
    return this;
  }

  /** At a site at the beginning. */
  Drawing<A> first(Step<A> step) {
    acts.add(act(Duration.ofMillis((acts.size() + 1) * LEAST_GAP_MS), step.home(), step));
    return this;
  }

  /** At each site, again and again after a heal, as an application does by itself. */
  Drawing<A> chores(String what, Consumer<A> chore, Duration gap) {
    for (Phase phase : schedule.phases()) {
      Duration end = schedule.end(phase);
      for (Duration at = phase.from().plus(gap);
          phase.isWhole() && at.compareTo(end) < 0;
          at = at.plus(gap)) {
        for (int site = 0; site < schedule.sites(); site++) {
          Duration own = at.plusMillis(site + 1);
          chores.add(new Act<>(
              own, site, what, Kind.CHORE, (application, ledger) -> chore.accept(application)));
        }
      }
    }
    return this;
  }

  /** As many as the schedule has time for, with about so much time between. */
  List<Act<A>> every(Duration gap) {
    long millis = (acts.size() + 1) * LEAST_GAP_MS;
    while (true) {
      millis += LEAST_GAP_MS + random.nextLong(2 * (gap.toMillis() - LEAST_GAP_MS));
      Duration at = Duration.ofMillis(millis);
      if (at.compareTo(schedule.length()) >= 0) {
        acts.addAll(chores);
        acts.sort(Comparator.comparing(Act::at));
        return acts;
      }
      Step<A> step = next();
      boolean isHome = random.nextDouble() < AT_HOME;
      int site = isHome ? step.home() % schedule.sites() : random.nextInt(schedule.sites());
      acts.add(act(at, site, step));
    }
  }

  private Act<A> act(Duration at, int site, Step<A> step) {
    return new Act<>(at, site % schedule.sites(), step.what(), step.kind(), step.deed());
  }

  private Step<A> next() {
    int ticket = random.nextInt(weights);
    for (Choice<A> choice : choices) {
      ticket -= choice.weight();
      if (ticket < 0) {
        return choice.step().get();
      }
    }
    throw new IllegalStateException("no choice for " + weights);
  }
}
