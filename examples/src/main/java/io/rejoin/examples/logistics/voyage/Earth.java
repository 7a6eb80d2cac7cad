package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.data.Port;
import java.time.Duration;

/** Distances, and what they mean for a message. */
public final class Earth {
  private static final double RADIUS_KM = 6_371.0;

  /** Light in glass: two thirds of that in the void. */
  private static final double FIBRE_KM_PER_MS = 200;

  /** Cables do not follow great circles. */
  private static final double DETOUR = 1.5;

  /** Into the cable and out of it. */
  private static final double ENDS_MS = 1;

  /** A place; degrees. */
  public record Point(double latitude, double longitude) {
    public static Point of(Port port) {
      return new Point(port.latitude(), port.longitude());
    }

    /** A point between, the share from 0 to 1; good for short legs. */
    Point towards(Point other, double share) {
      return new Point(
          latitude + share * (other.latitude - latitude),
          longitude + share * (other.longitude - longitude));
    }
  }

  private Earth() {}

  /** Along the great circle, by the haversine formula. */
  public static double km(Point one, Point other) {
    double phi = Math.toRadians(one.latitude);
    double psi = Math.toRadians(other.latitude);
    double up = StrictMath.sin((psi - phi) / 2);
    double side = StrictMath.sin(Math.toRadians(other.longitude - one.longitude) / 2);
    double h = up * up + StrictMath.cos(phi) * StrictMath.cos(psi) * side * side;
    return 2 * RADIUS_KM * StrictMath.asin(Math.sqrt(h));
  }

  /** One way, over a cable. */
  public static Duration latency(Point one, Point other) {
    double ms = ENDS_MS + km(one, other) * DETOUR / FIBRE_KM_PER_MS;
    return Duration.ofNanos(Math.round(ms * 1e6));
  }
}
