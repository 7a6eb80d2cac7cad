package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.grid.Grid;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A map of plain values of any class. In the grid its entries are {@link FederatedValue}s: of what
 * two sites wrote without having seen each other the later one shows, and the other is kept as a
 * conflict, or both are merged.
 *
 * @param name of the map; without a slash, as it names a bucket
 * @param keys how keys are written
 * @param values how values are written; what is read must be written as before
 * @param merge makes one value of two that did not see each other, the earlier one first; it must
 *     be associative, commutative and idempotent, as every site does it by itself
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public record FederatedMap<K, V>(
    String name, Codec<K> keys, Codec<V> values, Optional<BinaryOperator<V>> merge)
    implements Federated<K> {
  private static final String BASES = "rejoin.base.";

  public FederatedMap {
    var unused = new Bucket(name);
    if (!keys.canonical()) {
      throw new GridException.BadOperation(
          "the keys of '" + name + "' need a codec that writes equal keys as equal bytes");
    }
  }

  /** A map that keeps conflicts. */
  public static <K, V> FederatedMap<K, V> of(String name, Codec<K> keys, Codec<V> values) {
    return new FederatedMap<>(name, keys, values, Optional.empty());
  }

  /** The same with a merge. */
  public FederatedMap<K, V> merging(BinaryOperator<V> function) {
    return new FederatedMap<>(name, keys, values, Optional.of(function));
  }

  /** The map beside, with what this map and the grid last agreed on. */
  public String bases() {
    return BASES + name;
  }

  /** The base must live exactly as long as the value that it is the base of. */
  @Override
  public void configure(Config config, Grid grid) {
    MapConfig map = config.getMapConfig(name);
    MapConfig bases = new MapConfig(bases())
        .setBackupCount(map.getBackupCount())
        .setAsyncBackupCount(map.getAsyncBackupCount());
    map.getMergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName());
    bases.getMergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName());
    config.addMapConfig(bases);
  }

  EntryKey entry(K key) {
    return new Bucket(name).entry(FederatedValue.TYPE.id(), keys.encode(key));
  }

  @Override
  public Optional<K> keyOf(EntryKey entry) {
    if (entry.type() != FederatedValue.TYPE.id()) {
      return Optional.empty();
    }
    return new Bucket(name).keyOf(entry).flatMap(this::decoded);
  }

  private Optional<K> decoded(Bytes key) {
    try {
      return Optional.of(keys.decode(key));
    } catch (MalformedBytes foreign) {
      return Optional.empty();
    }
  }
}
