package io.rejoin.examples.logistics.voyage;

import io.rejoin.Receipt;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.examples.logistics.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What people did at all sites, written down beside the grid in the order in which they did it: the
 * truth that the sites are held against at the end.
 */
public final class Ledger {
  private final SortedMap<String, Long> scans = new TreeMap<>();
  private final SortedSet<String> places = new TreeSet<>();
  private final SortedMap<String, Set<String>> puts = new TreeMap<>();
  private final List<Booking> bookings = new ArrayList<>();
  private final SortedSet<Dot> gone = new TreeSet<>();
  private final SortedMap<String, List<Report>> reports = new TreeMap<>();

  /** A parcel was put on a manifest by an operation that wrote these dots. */
  private record Booking(String ship, String parcel, List<Dot> dots) {}

  /** A report that took the place of those whose dots it removed. */
  private record Report(Fix fix, List<Dot> written, List<Dot> removed) {}

  void scanned(String parcel) {
    scans.merge(parcel, 1L, Long::sum);
  }

  void opened(String place) {
    places.add(place);
  }

  void put(String thing, String holder) {
    puts.computeIfAbsent(thing, any -> new TreeSet<>()).add(holder);
  }

  /** Takes the place of bookings of the same parcel that were seen. */
  void booked(String ship, String parcel, Receipt receipt) {
    bookings.add(new Booking(ship, parcel, receipt.written()));
    gone.addAll(receipt.removed());
  }

  /** Takes off what was seen where it was struck, and nothing else. */
  void struck(Receipt receipt) {
    gone.addAll(receipt.removed());
  }

  void reported(String ship, Fix fix, Receipt receipt) {
    reports
        .computeIfAbsent(ship, any -> new ArrayList<>())
        .add(new Report(fix, receipt.written(), receipt.removed()));
  }

  SortedMap<String, Long> scans() {
    return scans;
  }

  SortedSet<String> places() {
    return places;
  }

  /** Every holder that a thing was ever put into, by thing. */
  SortedMap<String, Set<String>> puts() {
    return puts;
  }

  SortedSet<String> ships() {
    return bookings.stream().map(Booking::ship).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What must be on a manifest: a booking of it was seen by nobody who struck it. */
  SortedSet<String> booked(String ship) {
    return bookings.stream()
        .filter(booking -> booking.ship().equals(ship))
        .filter(booking -> !gone.containsAll(booking.dots()))
        .map(Booking::parcel)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The reports that no other has taken the place of, the latest first, by ship. */
  Map<String, List<Fix>> standing() {
    Map<String, List<Fix>> standing = new TreeMap<>();
    reports.forEach((ship, all) -> {
      Set<Dot> gone =
          all.stream().flatMap(report -> report.removed().stream()).collect(Collectors.toSet());
      List<Fix> left = new ArrayList<>();
      all.stream()
          .filter(report -> !gone.containsAll(report.written()))
          .forEach(report -> left.add(0, report.fix()));
      standing.put(ship, left);
    });
    return standing;
  }
}
