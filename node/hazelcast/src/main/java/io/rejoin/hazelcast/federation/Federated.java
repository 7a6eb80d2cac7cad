package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import java.util.Optional;

/**
 * A map of Hazelcast that is kept equal in the clusters of all sites, and what its entries are in
 * the grid: those of a bucket of the map's name.
 *
 * @param <K> the class of the keys
 */
public sealed interface Federated<K> permits FederatedMap, FederatedCrdts {

  /** Of the map. */
  String name();

  /** Sets what the map needs besides that Hazelcast tells of its changes. */
  void configure(Config config, Grid grid);

  /** The key that an entry of the grid has in the map; empty if it is not one of the map's. */
  Optional<K> keyOf(EntryKey entry);
}
