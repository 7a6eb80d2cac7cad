package io.rejoin.examples.logistics;

import io.rejoin.Receipt;
import java.util.List;
import java.util.Optional;

/** What is in what: parcels in containers, containers in containers, ships and yards. */
public interface Stowage {

  /** Opens a ship or a yard: a place that is in nothing else. */
  Receipt open(String place);

  /**
   * Puts a thing into a holder, with all that is in it. What was not there comes to be.
   *
   * @throws IllegalArgumentException if nothing is known of the holder here, or if it is the thing
   *     itself or inside it; nothing has changed then
   */
  Receipt put(String thing, String holder);

  /** What a thing is in; empty if it is a place, or nothing is known of it here. */
  Optional<String> holder(String thing);

  /** What is right inside a holder, sorted. */
  List<String> inside(String holder);
}
