package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.logistics.Depot;
import io.rejoin.examples.logistics.Fix;
import io.rejoin.examples.logistics.Positions;
import io.rejoin.examples.logistics.Stowage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds what every site shows against the ledger. */
public final class Audit {
  /** Walks end here, also where things are in a ring. */
  private static final int DEEPEST = 100_000;

  private final Ledger ledger;
  private final SortedMap<String, Depot> sites;

  /** Sites as they are now, by name. */
  public Audit(Ledger ledger, Map<String, Depot> sites) {
    this.ledger = ledger;
    this.sites = new TreeMap<>(sites);
  }

  public List<Promise> promises() {
    return List.of(scans(), stowage(), manifests(), positions());
  }

  private Promise scans() {
    List<String> broken = new ArrayList<>();
    sites.forEach((site, depot) -> ledger.scans().forEach((parcel, times) -> {
      if (depot.scans(parcel) != times) {
        broken.add("%s was scanned %d times, %s says %d"
            .formatted(parcel, times, site, depot.scans(parcel)));
      }
    }));
    return new Promise(
        "each scan counts once, at every site", looked(ledger.scans().size()), broken);
  }

  private Promise stowage() {
    List<String> broken = new ArrayList<>();
    Map<String, String> agreed = new HashMap<>();
    sites.forEach((site, depot) -> {
      Map<String, List<String>> holders = holders(depot.stowage());
      ledger.puts().forEach((thing, into) -> {
        List<String> found = holders.getOrDefault(thing, List.of());
        if (found.size() != 1) {
          broken.add("%s is in %d places at %s: %s".formatted(thing, found.size(), site, found));
        } else if (!into.contains(found.get(0))) {
          broken.add("nobody put %s into %s, as %s says".formatted(thing, found.get(0), site));
        } else if (!agreed.computeIfAbsent(thing, any -> found.get(0)).equals(found.get(0))) {
          broken.add("%s is in %s, and at %s in %s"
              .formatted(thing, agreed.get(thing), site, found.get(0)));
        }
      });
    });
    return new Promise(
        "each thing is in one place, the same at every site, and nothing is inside itself",
        looked(ledger.puts().size()),
        broken);
  }

  /** Where a walk down from all places finds things; who is in a ring is not found at all. */
  private Map<String, List<String>> holders(Stowage stowage) {
    Map<String, List<String>> holders = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(ledger.places());
    for (int steps = 0; !open.isEmpty() && steps < DEEPEST; steps++) {
      String holder = open.remove();
      for (String thing : stowage.inside(holder)) {
        holders.computeIfAbsent(thing, any -> new ArrayList<>()).add(holder);
        open.add(thing);
      }
    }
    return holders;
  }

  /** Whether nothing is inside itself, at any site, now. */
  public boolean isFreeOfRings() {
    return sites.values().stream().allMatch(depot -> isFreeOfRings(depot.stowage()));
  }

  /** Every way up ends at a place; what is found to do so once is not walked again. */
  private boolean isFreeOfRings(Stowage stowage) {
    Set<String> sound = new TreeSet<>(ledger.places());
    for (String thing : ledger.puts().keySet()) {
      Set<String> way = new LinkedHashSet<>();
      Optional<String> at = stowage.holder(thing);
      while (at.isPresent() && !sound.contains(at.get())) {
        if (!way.add(at.get())) {
          return false;
        }
        at = stowage.holder(at.get());
      }
      if (at.isPresent()) {
        sound.add(thing);
        sound.addAll(way);
      }
    }
    return true;
  }

  private Promise manifests() {
    List<String> broken = new ArrayList<>();
    long lines = 0;
    for (String ship : ledger.ships()) {
      Set<String> booked = ledger.booked(ship);
      lines += booked.size();
      sites.forEach((site, depot) -> {
        Set<String> shown = depot.manifest(ship).parcels();
        if (!shown.equals(booked)) {
          broken.add("the manifest of %s at %s lacks %s and has too many %s"
              .formatted(ship, site, minus(booked, shown), minus(shown, booked)));
        }
      });
    }
    return new Promise(
        "what was booked and struck by nobody who saw it is on the manifest, at every site",
        looked(lines),
        broken);
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  private Promise positions() {
    List<String> broken = new ArrayList<>();
    sites.forEach((site, depot) -> ledger.standing().forEach((ship, standing) -> {
      Positions positions = depot.positions();
      List<Fix> shown = new ArrayList<>();
      positions.latest(ship).ifPresent(shown::add);
      shown.addAll(positions.alsoReported(ship));
      if (!shown.equals(standing)) {
        broken.add("%s is at %s, %s says %s".formatted(ship, standing, site, shown));
      }
    }));
    return new Promise(
        "the latest position shows, and one that did not know of it stands beside it",
        looked(ledger.standing().size()),
        broken);
  }

  private long looked(long things) {
    return things * sites.size();
  }

  /** Where a thing is, from the inside out, as a site sees it; of a ring only a part. */
  static List<String> path(Stowage stowage, String thing) {
    List<String> path = new ArrayList<>(List.of(thing));
    Optional<String> holder = stowage.holder(thing);
    while (holder.isPresent() && !path.contains(holder.get())) {
      path.add(holder.get());
      holder = stowage.holder(holder.get());
    }
    return path;
  }
}
