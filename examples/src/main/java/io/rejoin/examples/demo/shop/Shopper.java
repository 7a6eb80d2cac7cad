package io.rejoin.examples.demo.shop;

import java.util.List;

/** A basket of the data set on its way through the sites; its visits are ordered by time. */
public record Shopper(int number, String cart, List<Visit> visits) {
  public Shopper {
    visits = List.copyOf(visits);
  }

  public int operations() {
    return visits.stream().mapToInt(visit -> visit.operations().size()).sum();
  }
}
