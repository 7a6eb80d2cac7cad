package io.rejoin.examples.logistics;

import io.rejoin.Codec;
import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.ReplicatedSet;
import java.util.Set;

/**
 * An add-wins set: a strike takes off the bookings that it saw. One made elsewhere meanwhile stays,
 * because goods left on the quay cost more than a line too many that somebody strikes again.
 */
public final class AddWinsManifest implements Manifest {
  private final ReplicatedSet<String> parcels;

  public AddWinsManifest(Grid grid, String ship) {
    parcels = grid.set("manifests/" + ship, Codec.string());
  }

  @Override
  public Receipt book(String parcel) {
    return parcels.add(parcel);
  }

  @Override
  public Receipt strike(String parcel) {
    return parcels.remove(parcel);
  }

  @Override
  public Set<String> parcels() {
    return parcels.value();
  }
}
