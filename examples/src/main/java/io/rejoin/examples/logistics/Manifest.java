package io.rejoin.examples.logistics;

import io.rejoin.Receipt;
import java.util.Set;

/** The parcels that a ship is to carry. */
public interface Manifest {

  /** Puts a parcel on the manifest. */
  Receipt book(String parcel);

  /** Takes a parcel off, as far as its bookings are known here; others stay. */
  Receipt strike(String parcel);

  Set<String> parcels();
}
