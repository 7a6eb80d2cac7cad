package io.rejoin.examples.comparison.field;

/** Names of places, such as {@code carts/ada}. */
final class Places {
  private Places() {}

  /** What stands behind the last slash. */
  static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
