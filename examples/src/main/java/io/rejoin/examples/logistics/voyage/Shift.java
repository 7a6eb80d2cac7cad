package io.rejoin.examples.logistics.voyage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The daily work at a site, as chance has it: with what is there, as far as the site knows. */
final class Shift {
  private static final int SCANS = 12;

  private final String place;
  private final List<String> ships;
  private int parcels;

  /**
   * At a place.
   *
   * @param ships that parcels may be booked on
   */
  Shift(String place, List<String> ships) {
    this.place = place;
    this.ships = ships;
  }

  /** One thing after a while. */
  void work(Desk desk, RandomGenerator random) {
    List<String> containers = desk.stowage().inside(place);
    if (containers.isEmpty()) {
      return;
    }
    String container = any(containers, random);
    List<String> inside = desk.stowage().inside(container);
    int what = random.nextInt(20);
    if (inside.isEmpty() || (what >= SCANS && what < 15)) {
      accept(desk, container, any(ships, random));
    } else if (what < SCANS) {
      desk.scan(any(inside, random));
    } else if (what < 18) {
      restow(desk, any(inside, random), any(containers, random));
    } else {
      correct(desk, any(ships, random), random);
    }
  }

  /** A new parcel comes in. */
  private void accept(Desk desk, String container, String ship) {
    String parcel = place + "-" + ++parcels;
    desk.put(parcel, container);
    desk.scan(parcel);
    desk.book(ship, parcel);
  }

  private static void restow(Desk desk, String thing, String container) {
    if (!Audit.path(desk.stowage(), container).contains(thing)) {
      desk.put(thing, container);
    }
  }

  /** Somebody at the desk finds that a booking is wrong, or that a struck one was right. */
  private void correct(Desk desk, String ship, RandomGenerator random) {
    Set<String> booked = desk.depot().manifest(ship).parcels();
    if (random.nextBoolean() && !booked.isEmpty()) {
      desk.strike(ship, any(new ArrayList<>(booked), random));
    } else if (parcels > 0) {
      desk.book(ship, place + "-" + (1 + random.nextInt(parcels)));
    }
  }

  private static <T> T any(List<T> some, RandomGenerator random) {
    return some.get(random.nextInt(some.size()));
  }
}
