package io.rejoin.examples.comparison.history;

import io.rejoin.examples.comparison.history.Ledger.Refusal;
import io.rejoin.examples.comparison.history.Score.Measure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares what was acknowledged with what the sites show when all is over. A thing that is wrong
 * at several sites counts once.
 */
public final class Judge {
  /** Until then a site need not have heard what it could have heard. */
  private static final Duration WORD = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Schedule schedule;
  private final Predicate<String> isSingle;
  private final List<Shown> sites;

  /**
   * A judge of one run.
   *
   * @param isSingle whether a place can hold only one thing, by its nature
   * @param sites what each shows
   */
  public Judge(Ledger ledger, Schedule schedule, Predicate<String> isSingle, List<Shown> sites) {
    this.ledger = ledger;
    this.schedule = schedule;
    this.isSingle = isSingle;
    this.sites = List.copyOf(sites);
  }

  public Score score() {
    Map<Measure, Long> counts = new EnumMap<>(Measure.class);
    counts.put(Measure.ACTS, ledger.acts());
    counts.put(Measure.REFUSED_NO_MAJORITY, ledger.refused(Refusal.NO_MAJORITY));
    counts.put(Measure.REFUSED_HERE, ledger.refused(Refusal.NOT_FROM_HERE));
    Set<Thing> missing = missing();
    Set<Thing> overruled = new TreeSet<>(missing);
    overruled.removeIf(thing -> !isOverruled(thing));
    counts.put(Measure.LOST, (long) missing.size() - overruled.size());
    counts.put(Measure.OVERRULED, (long) overruled.size());
    counts.put(Measure.RESURRECTED, countShown(ledger.removed()::contains));
    counts.put(Measure.STRANGE, countShown(thing -> !ledger.put().contains(thing)));
    counts.put(Measure.BROKEN, ledger.beyond() + crowded() + consentsAgainstWill());
    counts.put(Measure.TWICE, ledger.twice());
    counts.put(Measure.FIGURES, (long) ledger.figures().size());
    counts.put(Measure.WRONG_FIGURES, wrongFigures());
    counts.put(Measure.LOOKS, ledger.looks());
    counts.put(Measure.LOOKS_REFUSED, ledger.looksRefused());
    counts.put(Measure.STALE, ledger.stale());
    counts.put(Measure.OPEN, (long) sites.get(0).open().size());
    counts.put(
        Measure.DIFFERENT,
        sites.stream().filter(site -> !site.equals(sites.get(0))).count());
    return new Score(counts);
  }

  private Set<Thing> missing() {
    Set<Thing> missing = new TreeSet<>();
    for (Thing thing : ledger.due()) {
      if (!sites.stream().allMatch(site -> site.things().contains(thing))) {
        missing.add(thing);
      }
    }
    return missing;
  }

  /** Where only one can be, another one that is due shows everywhere. */
  private boolean isOverruled(Thing thing) {
    Set<Thing> due = ledger.due();
    return isSingle.test(thing.place())
        && sites.stream()
            .allMatch(site -> site.things().stream()
                .anyMatch(other -> other.place().equals(thing.place()) && due.contains(other)));
  }

  private long countShown(Predicate<Thing> which) {
    return sites.stream()
        .flatMap(site -> site.things().stream())
        .filter(which)
        .distinct()
        .count();
  }

  /** Places with more things than can be there. */
  private long crowded() {
    return sites.stream()
        .flatMap(site -> site.things().stream()
            .filter(thing -> isSingle.test(thing.place())
                && site.things().stream()
                    .anyMatch(
                        other -> other.place().equals(thing.place()) && !other.equals(thing))))
        .map(Thing::place)
        .distinct()
        .count();
  }

  /** Uses of them, and those that show at the end. */
  private long consentsAgainstWill() {
    long shown = sites.stream()
        .flatMap(site -> site.consents().stream())
        .distinct()
        .filter(place -> ledger.isWithdrawn(place, schedule))
        .count();
    return shown + ledger.usedAgainstWill(schedule, WORD);
  }

  /** Not counted where the application itself says that a person must look. */
  private long wrongFigures() {
    return ledger.figures().stream()
        .filter(place -> sites.stream().noneMatch(site -> site.open().contains(place)))
        .filter(place -> sites.stream()
            .anyMatch(site -> site.figures().getOrDefault(place, 0L) != ledger.figure(place)))
        .count();
  }
}
