package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.CrdtMergePolicy;
import io.rejoin.hazelcast.Grids;
import java.util.List;
import java.util.Optional;

/**
 * A map of replicated values, to be used as {@link io.rejoin.hazelcast.CrdtMap}. Its operations are
 * operations of the grid, of the node beside the member that owns the entry's partition; what the
 * map holds is what the grid came to, joined.
 *
 * @param name of the map; without a slash, as it names a bucket
 */
public record FederatedCrdts(String name) implements Federated<String> {

  /** Those that such a map can hold. */
  static final List<CrdtType<?>> TYPES = StandardTypes.catalogue().types().stream()
      .filter(type -> !type.equals(BoundedCounter.TYPE))
      .toList();

  public FederatedCrdts {
    var unused = new Bucket(name);
  }

  /** A member owns partitions before anybody can say anything of it. */
  @Override
  public void configure(Config config, Grid grid) {
    Grids.put(config.getUserContext(), name, grid);
    config.getMapConfig(name).getMergePolicyConfig().setPolicy(CrdtMergePolicy.class.getName());
  }

  EntryKey entry(int type, String key) {
    return new Bucket(name).entry(type, Bytes.utf8(key));
  }

  @Override
  public Optional<String> keyOf(EntryKey entry) {
    return TYPES.stream().anyMatch(type -> type.id() == entry.type())
        ? new Bucket(name).keyOf(entry).map(Bytes::utf8)
        : Optional.empty();
  }
}
