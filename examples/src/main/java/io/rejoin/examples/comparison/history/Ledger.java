package io.rejoin.examples.comparison.history;

import io.rejoin.examples.comparison.history.Act.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was acknowledged to people, and what each removal had seen. It is kept apart from whatever
 * keeps the data, and is all that the judge goes by.
 */
public final class Ledger {
  private final Set<Thing> put = new TreeSet<>();
  private final Set<Thing> removed = new HashSet<>();
  private final Map<String, Set<Thing>> live = new TreeMap<>();
  private final Map<String, Long> figures = new TreeMap<>();
  private final Map<String, Long> spendable = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, List<Consent>> consents = new TreeMap<>();
  private final List<Use> uses = new ArrayList<>();
  private final Map<Refusal, Long> refusals = new HashMap<>();
  private Duration now = Duration.ZERO;
  private int site;
  private long performed;
  private long acts;
  private long looks;
  private long looksRefused;
  private long stale;
  private long beyond;
  private long twice;

  /** Why an act was refused that could have been done had the site known everything. */
  public enum Refusal {
    NO_MAJORITY,
    /** The site would not take from what there was. */
    NOT_FROM_HERE
  }

  /** A consent that was given or withdrawn. */
  private record Consent(boolean given, int site, Duration at) {}

  private record Use(String place, int site, Duration at) {}

  /** Performs an act and writes down what came of it. */
  public <A> void perform(Act<A> act, Supplier<A> application) {
    now = act.at();
    site = act.site();
    performed++;
    acts += act.kind() == Kind.CHANGE ? 1 : 0;
    looks += act.kind() == Kind.LOOK ? 1 : 0;
    try {
      act.deed().perform(application.get(), this);
    } catch (NoMajority refusal) {
      if (act.kind() == Kind.LOOK) {
        looksRefused++;
      } else if (act.kind() == Kind.CHANGE) {
        refusals.merge(Refusal.NO_MAJORITY, 1L, Long::sum);
      }
    }
  }

  /** Something is there now. Done again, it is still there once. */
  public void put(Thing thing) {
    if (put.add(thing)) {
      live.computeIfAbsent(thing.place(), any -> new TreeSet<>()).add(thing);
    }
  }

  /** All that a person saw and took away. */
  public void removed(Set<Thing> seen) {
    removed.addAll(seen);
    seen.forEach(thing -> live.getOrDefault(thing.place(), new TreeSet<>()).remove(thing));
  }

  /** What a person was shown of a place. */
  public void looked(String place, Set<Thing> shown) {
    stale += shown.equals(live.getOrDefault(place, Set.of())) ? 0 : 1;
  }

  /** What a person was shown of a figure. */
  public void looked(String place, long shown) {
    stale += shown == figure(place) ? 0 : 1;
  }

  /**
   * So much came in. A figure has it once for each id. But what was done twice may be spent until
   * that is found out, so it does not count as beyond what there was.
   */
  public void came(String place, String id, long amount) {
    spendable.merge(place, amount, Long::sum);
    if (counted.add(place + " " + id)) {
      figures.merge(place, amount, Long::sum);
    }
  }

  /** So much went out, once for each id, of which there may be no more than came in. */
  public void went(String place, String id, long amount) {
    if (counted.add(place + " " + id)) {
      long there = Math.max(0, spendable.getOrDefault(place, 0L));
      beyond += Math.max(0, amount - there);
      spendable.merge(place, -amount, Long::sum);
      figures.merge(place, -amount, Long::sum);
    } else {
      twice++;
    }
  }

  /** A site did not let go out so much. That is right where there is no more. */
  public void denied(String place, long amount) {
    if (figure(place) >= amount) {
      refusals.merge(Refusal.NOT_FROM_HERE, 1L, Long::sum);
    }
  }

  public void given(String place) {
    consent(place, true);
  }

  public void withdrawn(String place) {
    consent(place, false);
  }

  private void consent(String place, boolean given) {
    consents.computeIfAbsent(place, any -> new ArrayList<>()).add(new Consent(given, site, now));
  }

  /** Somebody has made use of a consent. */
  public void used(String place) {
    uses.add(new Use(place, site, now));
  }

  /** Uses of consents that were withdrawn so long before, as far as the site could have heard. */
  long usedAgainstWill(Schedule schedule, Duration patience) {
    return uses.stream()
        .filter(use -> isWithdrawn(
            consents.getOrDefault(use.place(), List.of()).stream()
                .filter(each -> each.at().compareTo(use.at()) < 0)
                .toList(),
            schedule,
            withdrawal -> schedule.couldHear(
                withdrawal.site(), withdrawal.at(), use.site(), use.at().minus(patience))))
        .count();
  }

  /** Whether a consent is withdrawn when all is over. */
  boolean isWithdrawn(String place, Schedule schedule) {
    return isWithdrawn(consents.getOrDefault(place, List.of()), schedule, any -> true);
  }

  /** Whether nobody has consented since who could have known of a withdrawal. */
  private static boolean isWithdrawn(
      List<Consent> all, Schedule schedule, Predicate<Consent> which) {
    return all.stream()
        .filter(each -> !each.given() && which.test(each))
        .anyMatch(withdrawal -> all.stream()
            .noneMatch(later -> later.given()
                && later.at().compareTo(withdrawal.at()) > 0
                && schedule.couldHear(
                    withdrawal.site(), withdrawal.at(), later.site(), later.at())));
  }

  /** Things that are acknowledged and that nobody who saw them has taken away. */
  Set<Thing> due() {
    Set<Thing> due = new TreeSet<>(put);
    due.removeAll(removed);
    return due;
  }

  Set<Thing> put() {
    return put;
  }

  Set<Thing> removed() {
    return removed;
  }

  /** Places of which there is a figure. */
  Set<String> figures() {
    return figures.keySet();
  }

  long figure(String place) {
    return Objects.requireNonNullElse(figures.get(place), 0L);
  }

  /** How many acts were performed, of every kind. */
  public long performed() {
    return performed;
  }

  long acts() {
    return acts;
  }

  long looks() {
    return looks;
  }

  long looksRefused() {
    return looksRefused;
  }

  long stale() {
    return stale;
  }

  /** What went out beyond what was there, in all. */
  long beyond() {
    return beyond;
  }

  /** How often something went out again that had gone out before under the same id. */
  long twice() {
    return twice;
  }

  long refused(Refusal why) {
    return refusals.getOrDefault(why, 0L);
  }
}
