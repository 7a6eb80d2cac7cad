package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.logistics.Fix;
import io.rejoin.examples.logistics.Positions;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import io.rejoin.grid.Grid;
import io.rejoin.membership.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What happens on top of the daily work, and at which hour. */
final class Incidents {
  private static final String ROTTERDAM = "rotterdam";
  private static final String REYKJAVIK = "reykjavik";
  private static final String COLOMBO = "colombo";
  private static final String SINGAPORE = "singapore";
  private static final String ALBATROSS = "albatross";
  private static final String PETREL = "petrel";
  private static final int CONTAINERS = 3;

  private final Story story;
  private final Path folder;
  private final Plan plan;

  Incidents(Story story, Path folder) {
    this.story = story;
    this.folder = folder;
    plan = story.plan();
  }

  void schedule() {
    plan.depots().forEach(depot -> open(depot.siteName()));
    plan.ships().forEach(this::sail);
    story.at(0.6, ROTTERDAM, desk -> begin(desk));
    story.at(0.7, COLOMBO, desk -> {
      desk.put("pallet", "colombo-box-2");
      desk.put("crate", "colombo-box-3");
      desk.book(PETREL, "tea");
      desk.scan("tea");
    });
    cable();
    mail(ROTTERDAM, ALBATROSS, 30, Plan.BUNDLE);
    mail(ALBATROSS, REYKJAVIK, 37, 44);
    positions();
  }

  private void open(String site) {
    story.at(0.1, site, desk -> {
      desk.open(site);
      for (int box = 1; box <= CONTAINERS; box++) {
        desk.put(site + "-box-" + box, site);
      }
    });
  }

  private void begin(Desk desk) {
    desk.put("violin", "rotterdam-box-2");
    desk.put("tea", "rotterdam-box-2");
    desk.put("engine", "rotterdam-box-1");
    desk.book(ALBATROSS, "engine");
    String refusal = desk.refusal("rotterdam-box-2", "violin");
    story.tell(0.6, "a wrong move is refused at once: %s", refusal);
  }

  // ---- voyages

  private void sail(Ship ship) {
    String from = ship.from().siteName();
    String to = ship.to().siteName();
    story.at(0.2, ship.name(), desk -> desk.open(ship.name()));
    story.at(ship.departs() - 1, from, desk -> desk.put(from + "-box-1", ship.name()));
    story.at(
        ship.departs(),
        ship.name(),
        desk -> story.tell(
            ship.departs(),
            "%s leaves %s for %s, %.0f km, and has no link any more",
            ship.name(),
            from,
            to,
            ship.length()));
    story.at(ship.arrives(), ship.name(), desk -> arrive(ship));
    story.at(ship.arrives() + 1, to, desk -> {
      int boxes = desk.move(ship.name(), to);
      story.tell(
          ship.arrives() + 1,
          "%s unloads %d %s from %s",
          to,
          boxes,
          boxes == 1 ? "box" : "boxes",
          ship.name());
    });
    for (double hour = ship.departs() + 3; hour < ship.arrives() - 2; hour += 6) {
      double now = hour;
      story.at(now, ship.name(), desk -> desk.sight(ship.name(), fix(ship, now, "own log")));
    }
  }

  private void arrive(Ship ship) {
    int lacks = story.lag().lacks(ship.name());
    long news = story.lag().lacks(ship.to().siteName(), ship.name());
    story.tell(
        ship.arrives(),
        "%s is in %s after %.0f hours at sea: it lacks %d operations and brings %d",
        ship.name(),
        ship.to().siteName(),
        ship.arrives() - ship.departs(),
        lacks,
        news);
    List<String> linked = new ArrayList<>();
    plan.sites().stream()
        .filter(site -> plan.ships().stream()
            .noneMatch(other -> other.name().equals(site) && other.isAtSea(ship.arrives())))
        .forEach(linked::add);
    meet(ship.name() + " in port", ship.arrives(), linked);
  }

  private void meet(String name, double hour, List<String> sites) {
    story.lag().meet(name, plan.time(hour).plus(plan.scenario().time().warmup()), sites);
  }

  // ---- the cable

  private void cable() {
    story.at(
        Plan.CUT,
        SINGAPORE,
        desk -> story.tell(
            Plan.CUT,
            "a cable breaks: %s and %s do not reach %s and %s",
            REYKJAVIK,
            ROTTERDAM,
            COLOMBO,
            SINGAPORE));
    story.at(24, ROTTERDAM, desk -> desk.put("violin", "rotterdam-box-3"));
    story.at(24.2, SINGAPORE, desk -> {
      desk.put("violin", "singapore-box-2");
      story.tell(24.2, "rotterdam puts the violin into one box, singapore into another");
    });
    story.at(25, ROTTERDAM, desk -> desk.put("pallet", "crate"));
    story.at(25.2, SINGAPORE, desk -> {
      desk.put("crate", "pallet");
      story.tell(
          25.2,
          "rotterdam puts the pallet into the crate, singapore the crate into the" + " pallet");
    });
    story.at(26, ROTTERDAM, desk -> {
      desk.strike(PETREL, "tea");
      desk.strike(ALBATROSS, "engine");
    });
    story.at(26.2, COLOMBO, desk -> {
      desk.book(PETREL, "tea");
      story.tell(26.2, "rotterdam strikes tea off the petrel's manifest, colombo books it again");
    });
    List<String> depots = plan.depots().stream().map(Port::siteName).toList();
    story.at(Plan.MENDED, ROTTERDAM, desk -> {
      story.tell(
          Plan.MENDED,
          "the cable is mended: rotterdam lacks %d operations, singapore %d",
          story.lag().lacks(ROTTERDAM, COLOMBO) + story.lag().lacks(ROTTERDAM, SINGAPORE),
          story.lag().lacks(SINGAPORE, ROTTERDAM) + story.lag().lacks(SINGAPORE, REYKJAVIK));
      meet("cable mended", Plan.MENDED, depots);
    });
    story.at(Plan.MENDED + 1.5, SINGAPORE, this::settled);
  }

  /** What became of the conflicts, as Singapore sees it. */
  private void settled(Desk desk) {
    double now = Plan.MENDED + 1.5;
    story.tell(now, "the violin is in %s", String.join(" in ", path(desk, "violin")));
    story.tell(
        now,
        "the pallet is in %s; the crate in %s",
        String.join(" in ", path(desk, "pallet")),
        String.join(" in ", path(desk, "crate")));
    story.tell(
        now,
        "tea is %s the petrel's manifest, the engine is %s the albatross's",
        desk.depot().manifest(PETREL).parcels().contains("tea") ? "on" : "not on",
        desk.depot().manifest(ALBATROSS).parcels().contains("engine") ? "on" : "not on");
    told(now, desk.depot().positions());
  }

  private static List<String> path(Desk desk, String thing) {
    List<String> path = Audit.path(desk.stowage(), thing);
    return path.subList(1, path.size());
  }

  // ---- positions

  private void positions() {
    Ship petrel = plan.ship(PETREL);
    story.at(
        30, SINGAPORE, desk -> desk.sight(PETREL, fix(petrel, 29, "radio, heard at singapore")));
    story.at(
        30.2,
        ROTTERDAM,
        desk -> desk.sight(PETREL, fix(petrel, 30, "satellite, read at rotterdam")));
    double last = petrel.arrives() - 0.5;
    story.at(last - 0.2, SINGAPORE, desk -> desk.sight(PETREL, fix(petrel, last, "radar")));
    story.at(last, PETREL, desk -> desk.sight(PETREL, fix(petrel, last, "own log")));
    story.at(
        petrel.arrives() + 2,
        COLOMBO,
        desk -> told(petrel.arrives() + 2, desk.depot().positions()));
  }

  private void told(double hour, Positions positions) {
    story.tell(
        hour,
        "petrel is at %s; also reported: %s",
        positions.latest(PETREL).map(Fix::toString).orElse("no position"),
        String.join(
            "; ", positions.alsoReported(PETREL).stream().map(Fix::toString).toList()));
  }

  private static Fix fix(Ship ship, double hour, String by) {
    Point point = ship.at(hour);
    return new Fix(point.latitude(), point.longitude(), by);
  }

  // ---- bundles

  /** A file is written at one site, carried, and taken in at another, while no link joins them. */
  private void mail(String from, String to, double written, double taken) {
    Path file = folder.resolve(from + "-for-" + to + ".bundle");
    long[] bytes = new long[1];
    story.at(written, from, desk -> {
      bytes[0] = write(story.node(from), to, file);
      story.tell(
          written, "%s writes a bundle of %,d bytes for %s: a boat takes it", from, bytes[0], to);
    });
    story.at(taken, to, desk -> {
      long before = story.lag().lacks(to);
      long own = story.lag().lacks(to, from);
      take(story.node(to), file);
      long news = before - story.lag().lacks(to);
      story.tell(
          taken,
          "%s takes the bundle in: it lacked %d operations, now %d",
          to,
          before,
          before - news);
      story.delivered(
          new Mail(from, to, written, taken, bytes[0], own - story.lag().lacks(to, from)));
    });
  }

  private static long write(Grid node, String to, Path file) {
    NodeId receiver = node.members().stream()
        .filter(member -> member.site().equals(to))
        .findFirst()
        .orElseThrow()
        .id();
    try {
      return node.courier().writeFor(receiver, file).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(Grid node, Path file) {
    try {
      node.courier().take(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
