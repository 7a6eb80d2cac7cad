package io.rejoin.examples.logistics.report;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.data.Ports;
import io.rejoin.examples.logistics.voyage.Earth;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import io.rejoin.examples.logistics.voyage.Plan;
import io.rejoin.examples.logistics.voyage.Ship;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Depots, ships and links on the map: degrees are drawn as they are (equirectangular). The coasts
 * show because every known port is a dot.
 */
final class WorldMap {
  private static final double WEST = -34;
  private static final double EAST = 122;
  private static final double SOUTH = -14;
  private static final double NORTH = 71;
  private static final double SCALE = 7;
  private static final int GRATICULE = 15;
  private static final int SHIFT = 12;
  private static final int HOURS_BETWEEN_MARKS = 6;

  /** Where a name stands beside its dot: the anchor, and by how much it is shifted. */
  private record Label(String anchor, int right, int down) {}

  private static final Map<String, Label> LABELS = Map.of(
      "rotterdam", new Label("start", 14, 5),
      "reykjavik", new Label("start", 0, -16),
      "colombo", new Label("end", -14, 5),
      "singapore", new Label("end", 10, 34));

  private static final Map<String, Label> SHIPS =
      Map.of("albatross", new Label("start", -6, -16), "petrel", new Label("middle", 0, -16));

  private final Plan plan;
  private final StringBuilder svg = new StringBuilder();

  private WorldMap(Plan plan) {
    this.plan = plan;
  }

  /** The picture as an element; its colours are those of the page's style. */
  static String of(Plan plan) {
    return new WorldMap(plan).draw("<svg class=\"map\"");
  }

  /** The picture as a file of its own. */
  static String file(Plan plan) {
    String begin = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\"";
    String style = "<style>" + Resource.read("colours.css") + Resource.read("map.css") + "</style>";
    return new WorldMap(plan).draw(begin).replaceFirst(">", ">\n" + style) + "\n";
  }

  private String draw(String begin) {
    add(
        "%s viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
        begin,
        x(EAST),
        y(SOUTH),
        "Map: four depots, the links between them, and the voyages of two ships");
    add("<rect class=\"sea\" width=\"%.0f\" height=\"%.0f\"/>", x(EAST), y(SOUTH));
    graticule();
    ports();
    links();
    plan.ships().forEach(this::voyage);
    plan.depots().forEach(this::depot);
    bundle(plan.ship("albatross").at(Plan.BUNDLE));
    return svg.append("</svg>").toString();
  }

  private void add(String format, Object... parts) {
    svg.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }

  private static double x(double longitude) {
    return (longitude - WEST) * SCALE;
  }

  private static double y(double latitude) {
    return (NORTH - latitude) * SCALE;
  }

  private void graticule() {
    StringBuilder lines = new StringBuilder();
    for (int longitude = -30; longitude < EAST; longitude += GRATICULE) {
      lines.append(String.format(Locale.ROOT, "M%.0f 0V%.0f", x(longitude), y(SOUTH)));
    }
    for (int latitude = 0; latitude < NORTH; latitude += GRATICULE) {
      lines.append(String.format(Locale.ROOT, "M0 %.0fH%.0f", y(latitude), x(EAST)));
    }
    add("<path class=\"graticule\" d=\"%s\"/>", lines);
  }

  private void ports() {
    StringBuilder dots = new StringBuilder();
    for (Port port : Ports.load().all()) {
      boolean inside = port.longitude() > WEST
          && port.longitude() < EAST
          && port.latitude() > SOUTH
          && port.latitude() < NORTH;
      if (inside) {
        dots.append(
            String.format(Locale.ROOT, "M%.1f %.1fh0", x(port.longitude()), y(port.latitude())));
      }
    }
    add("<path class=\"ports\" d=\"%s\"/>", dots);
  }

  private void links() {
    List<Port> depots = plan.depots();
    for (int one = 0; one < depots.size(); one++) {
      for (int other = one + 1; other < depots.size(); other++) {
        link(depots.get(one), depots.get(other));
      }
    }
  }

  /** Bent a little, so that no two lie on each other. */
  private void link(Port one, Port other) {
    boolean isCut =
        plan.europe().contains(one.siteName()) != plan.europe().contains(other.siteName());
    double ax = x(one.longitude());
    double ay = y(one.latitude());
    double bx = x(other.longitude());
    double by = y(other.latitude());
    boolean isNorth = one.siteName().equals("reykjavik") || other.siteName().equals("reykjavik");
    double bend = isNorth ? -0.2 : 0.14;
    double cx = (ax + bx) / 2 + bend * (by - ay) * -1;
    double cy = (ay + by) / 2 + bend * (bx - ax);
    add(
        "<path class=\"link%s\" d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\"/>",
        isCut ? " cut" : "", ax, ay, cx, cy, bx, by);
    double across = cx - (ax + bx) / 2;
    double down = cy - (ay + by) / 2;
    double shift = SHIFT / Math.hypot(across, down);
    double share = one.siteName().equals("rotterdam") ? 0.45 : 0.55;
    double rest = 1 - share;
    add(
        "<text class=\"ms\" x=\"%.0f\" y=\"%.0f\">%d ms</text>",
        rest * rest * ax + 2 * share * rest * cx + share * share * bx + 1.6 * shift * across,
        rest * rest * ay + 2 * share * rest * cy + share * share * by + shift * down + 4,
        Earth.latency(Point.of(one), Point.of(other)).toMillis());
  }

  private void voyage(Ship ship) {
    StringBuilder way = new StringBuilder();
    for (Point point : ship.route()) {
      way.append(String.format(
          Locale.ROOT,
          "%s%.1f %.1f",
          way.length() == 0 ? "M" : "L",
          x(point.longitude()),
          y(point.latitude())));
    }
    add("<path class=\"voyage\" d=\"%s\"/>", way);
    StringBuilder marks = new StringBuilder();
    for (double hour = ship.departs(); hour < ship.arrives(); hour += HOURS_BETWEEN_MARKS) {
      Point at = ship.at(hour);
      marks.append(String.format(Locale.ROOT, "M%.1f %.1fh0", x(at.longitude()), y(at.latitude())));
    }
    add("<path class=\"marks\" d=\"%s\"/>", marks);
    Point middle = ship.at((ship.departs() + ship.arrives()) / 2);
    double x = x(middle.longitude());
    double y = y(middle.latitude());
    add(
        "<path class=\"ship\" d=\"M%.1f %.1fl-9 0l3 6h12l3 -6zM%.1f %.1fv-7h6z\"/>",
        x, y, x - 1, y - 1);
    name(
        ship.name(), "ship-name", SHIPS.getOrDefault(ship.name(), new Label("start", 12, 4)), x, y);
  }

  /** A letter where a boat met the ship. */
  private void bundle(Point at) {
    add(
        "<path class=\"bundle\" d=\"M%.1f %.1fh20v13h-20zl10 8l10 -8\"/>",
        x(at.longitude()) - 10, y(at.latitude()) + 12);
  }

  private void depot(Port port) {
    double x = x(port.longitude());
    double y = y(port.latitude());
    add("<circle class=\"depot\" cx=\"%.1f\" cy=\"%.1f\" r=\"7\"/>", x, y);
    Label label = LABELS.getOrDefault(port.siteName(), new Label("start", 12, 5));
    name(port.name(), "name", label, x, y);
  }

  private void name(String name, String style, Label label, double x, double y) {
    add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%.0f\" y=\"%.0f\">%s</text>",
        style, label.anchor(), x + label.right(), y + label.down(), Resource.text(name));
  }
}
