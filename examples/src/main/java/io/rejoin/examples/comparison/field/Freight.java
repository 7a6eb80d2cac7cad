package io.rejoin.examples.comparison.field;

import java.util.Optional;
import java.util.Set;

/** Manifests of ships, boxes with parcels in them, and scans that are counted. */
interface Freight {
  void load(String manifest, String parcel);

  void unload(String manifest, String parcel);

  Set<String> manifest(String manifest);

  /** Puts a parcel into a box, wherever it was. */
  void move(String parcel, String box);

  /** The box that a parcel is in. */
  Optional<String> boxOf(String parcel);

  void scan(String ship);

  long scans(String ship);
}
