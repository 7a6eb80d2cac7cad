package io.rejoin.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE
 * TSE 2002): the smallest list that still does what the whole one does, in so far as no single
 * element of it can be left out.
 */
final class Minimum {
  private Minimum() {}

  /**
   * A part of the items, in their order.
   *
   * @param does whether a part still does it; true of the whole. Once it says false for good, such
   *     as when its budget is spent, what was found until then is the answer
   */
  static <T> List<T> of(List<T> items, Predicate<List<T>> does) {
    if (items.isEmpty() || does.test(List.of())) {
      return List.of();
    }
    List<T> least = items;
    int parts = 2;
    while (least.size() >= 2) {
      List<T> smaller = withoutOnePart(least, parts, does);
      if (smaller.size() < least.size()) {
        least = smaller;
        parts = Math.max(2, Math.min(parts - 1, least.size()));
      } else if (parts >= least.size()) {
        break;
      } else {
        parts = Math.min(2 * parts, least.size());
      }
    }
    return least;
  }

  /** The items less the first of so many parts that can be left out, or all of them. */
  private static <T> List<T> withoutOnePart(List<T> items, int parts, Predicate<List<T>> does) {
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) items.size() * part / parts);
      int to = (int) ((long) items.size() * (part + 1) / parts);
      List<T> others = new ArrayList<>(items.subList(0, from));
      others.addAll(items.subList(to, items.size()));
      if (does.test(others)) {
        return others;
      }
    }
    return items;
  }
}
