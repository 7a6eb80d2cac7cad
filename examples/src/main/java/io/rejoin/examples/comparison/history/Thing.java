package io.rejoin.examples.comparison.history;

/**
 * Something that one act put somewhere; no other act puts the same.
 *
 * @param place such as {@code carts/ada}
 * @param name such as {@code tea +4}
 */
public record Thing(String place, String name) implements Comparable<Thing> {
  @Override
  public int compareTo(Thing other) {
    int byPlace = place.compareTo(other.place);
    return byPlace != 0 ? byPlace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return place + ": " + name;
  }
}
