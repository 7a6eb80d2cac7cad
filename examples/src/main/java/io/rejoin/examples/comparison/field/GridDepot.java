package io.rejoin.examples.comparison.field;

import io.rejoin.examples.logistics.Depot;
import io.rejoin.grid.Grid;
import java.util.Optional;
import java.util.Set;

/** The depot of the logistics example. */
final class GridDepot implements Freight {
  private final Depot depot;

  GridDepot(Grid grid) {
    depot = new Depot(grid);
  }

  @Override
  public void load(String manifest, String parcel) {
    depot.manifest(Places.name(manifest)).book(parcel);
  }

  @Override
  public void unload(String manifest, String parcel) {
    depot.manifest(Places.name(manifest)).strike(parcel);
  }

  @Override
  public Set<String> manifest(String manifest) {
    return depot.manifest(Places.name(manifest)).parcels();
  }

  @Override
  public void move(String parcel, String box) {
    depot.stowage().open(box); // if it is known, it stays as it is
    depot.stowage().put(Places.name(parcel), box);
  }

  @Override
  public Optional<String> boxOf(String parcel) {
    return depot.stowage().holder(Places.name(parcel));
  }

  @Override
  public void scan(String ship) {
    depot.scan(Places.name(ship));
  }

  @Override
  public long scans(String ship) {
    return depot.scans(Places.name(ship));
  }
}
