package io.rejoin.examples.demo.oracle;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is wrong with a cart.
 *
 * @param lost dots of items that are acknowledged, that nobody took out, and that are missing
 * @param resurrected dots of items that somebody took out and that are back
 * @param wrong anything else that differs from the log, in words
 */
public record Findings(Set<String> lost, Set<String> resurrected, List<String> wrong) {
  public static final Findings NONE = new Findings(Set.of(), Set.of(), List.of());

  public boolean none() {
    return lost.isEmpty() && resurrected.isEmpty() && wrong.isEmpty();
  }

  /** What is wrong at this or at another node: an item missing at two nodes is lost once. */
  public Findings and(Findings other) {
    if (other.none()) {
      return this;
    }
    return new Findings(
        union(lost, other.lost),
        union(resurrected, other.resurrected),
        Stream.concat(wrong.stream(), other.wrong.stream()).distinct().toList());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }
}
