package io.rejoin.examples.logistics;

import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.GrowOnlyCounter;
import java.util.function.Function;

/**
 * What people do at a depot, and aboard a ship, which is a depot that moves. Everything acts at
 * once on what is known here, with or without a link.
 */
public final class Depot {
  private final Grid grid;
  private final Stowage stowage;
  private final Function<String, Manifest> manifests;
  private final Positions positions;

  public Depot(Grid grid) {
    this(grid, new TreeStowage(grid, "cargo/stowage"), ship -> new AddWinsManifest(grid, ship));
  }

  /** With other types; the tests try some that are wrong. */
  Depot(Grid grid, Stowage stowage, Function<String, Manifest> manifests) {
    this.grid = grid;
    this.stowage = stowage;
    this.manifests = manifests;
    positions = new Positions(grid);
  }

  /** A scanner saw a parcel. Scans at several sites add up. */
  public Receipt scan(String parcel) {
    return counter(parcel).increment();
  }

  /** How often a parcel was scanned, at all sites, as far as is known here. */
  public long scans(String parcel) {
    return counter(parcel).value();
  }

  public Stowage stowage() {
    return stowage;
  }

  public Manifest manifest(String ship) {
    return manifests.apply(ship);
  }

  public Positions positions() {
    return positions;
  }

  private GrowOnlyCounter counter(String parcel) {
    return grid.growOnlyCounter("scans/" + parcel);
  }
}
