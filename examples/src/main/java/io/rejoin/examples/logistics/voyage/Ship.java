package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A ship and its voyage. It has a link in port and none at sea.
 *
 * @param departs hours after the begin of the story
 * @param arrives the same
 * @param via points between the ports, so that it keeps to the water
 */
public record Ship(
    String name, Port from, Port to, double departs, double arrives, List<Point> via) {
  public Ship {
    via = List.copyOf(via);
    if (!(departs < arrives)) {
      throw new IllegalArgumentException(name + " arrives before it departs");
    }
  }

  /** From port to port. */
  public List<Point> route() {
    List<Point> route = new ArrayList<>();
    route.add(Point.of(from));
    route.addAll(via);
    route.add(Point.of(to));
    return List.copyOf(route);
  }

  public boolean isAtSea(double hour) {
    return hour > departs && hour < arrives;
  }

  /** Where it is; it goes at the same speed all the way. */
  public Point at(double hour) {
    if (hour >= arrives) {
      return Point.of(to);
    }
    List<Point> route = route();
    double way = length() * Math.min(1, Math.max(0, (hour - departs) / (arrives - departs)));
    for (int leg = 1; leg < route.size(); leg++) {
      double km = Earth.km(route.get(leg - 1), route.get(leg));
      if (way <= km && km > 0) {
        return route.get(leg - 1).towards(route.get(leg), way / km);
      }
      way -= km;
    }
    return Point.of(to);
  }

  /** Of the whole voyage, in kilometres. */
  public double length() {
    List<Point> route = route();
    double km = 0;
    for (int leg = 1; leg < route.size(); leg++) {
      km += Earth.km(route.get(leg - 1), route.get(leg));
    }
    return km;
  }
}
