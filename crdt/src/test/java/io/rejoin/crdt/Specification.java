package io.rejoin.crdt;

import io.rejoin.crdt.History.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value should be, from the operations alone: an operation may contribute something at a
 * place, and may remove whatever had been contributed there or deeper and was known to it. What
 * nothing that was heard removes is there.
 */
public final class Specification {

  /** Something at a place, by one event. */
  public record Contribution(int event, List<String> place, String value) {}

  /** What an operation does. */
  public record Effect(Optional<List<String>> removes, Optional<Contribution> contributes) {

    public static Effect puts(Event<?> event, String value, String... place) {
      return new Effect(
          Optional.empty(), Optional.of(new Contribution(event.id(), List.of(place), value)));
    }

    public static Effect replaces(Event<?> event, String value, String... place) {
      return new Effect(
          Optional.of(List.of(place)),
          Optional.of(new Contribution(event.id(), List.of(place), value)));
    }

    public static Effect takes(String... place) {
      return new Effect(Optional.of(List.of(place)), Optional.empty());
    }
  }

  private Specification() {}

  /** What is there at a replica that has heard of these events. */
  public static <O> List<Contribution> live(
      List<Event<O>> heard, Function<Event<O>, Effect> effects) {
    List<Contribution> live = new ArrayList<>();
    for (Event<O> event : heard) {
      effects
          .apply(event)
          .contributes()
          .filter(what -> heard.stream().noneMatch(other -> removes(other, effects, what)))
          .ifPresent(live::add);
    }
    return live;
  }

  private static <O> boolean removes(
      Event<O> event, Function<Event<O>, Effect> effects, Contribution what) {
    return event.heard().get(what.event())
        && effects.apply(event).removes().filter(place -> leadsTo(place, what)).isPresent();
  }

  private static boolean leadsTo(List<String> place, Contribution what) {
    return what.place().size() >= place.size()
        && Collections.indexOfSubList(what.place().subList(0, place.size()), place) == 0;
  }
}
