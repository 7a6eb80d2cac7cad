package io.rejoin.hazelcast.federation;

import io.rejoin.Receipt;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import io.rejoin.hazelcast.federation.FederatedValue.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conflicts of a federated map, as a node of the grid knows them: what two sites wrote without
 * having seen each other. They stay until somebody resolves them or removes the entry; of more than
 * 32 versions of an entry the eldest are dropped. Thread-safe.
 */
public final class Conflicts<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

  private final Grid grid;
  private final FederatedMap<K, V> map;

  private Conflicts(Grid grid, FederatedMap<K, V> map) {
    this.grid = grid;
    this.map = map;
  }

  /** Of a map; any node of the grid will do, also one without a member of Hazelcast. */
  public static <K, V> Conflicts<K, V> of(Grid grid, FederatedMap<K, V> map) {
    return new Conflicts<>(grid, map);
  }

  /** All that there are. Looks at every entry of the map. */
  public List<Conflict<K, V>> list() {
    List<Conflict<K, V>> all = new ArrayList<>();
    for (EntryKey entry : grid.keys(map.name())) {
      map.keyOf(entry).flatMap(this::of).ifPresent(all::add);
    }
    return all;
  }

  /** That of one entry. */
  public Optional<Conflict<K, V>> of(K key) {
    List<Version> versions = versions(key);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    Bytes shown = versions.get(0).value();
    try {
      List<Conflict.Written<V>> others = new ArrayList<>();
      for (Version each : versions) {
        if (!each.value().equals(shown)) {
          others.add(written(each));
        }
      }
      return others.isEmpty()
          ? Optional.empty()
          : Optional.of(new Conflict<>(key, written(versions.get(0)), others));
    } catch (MalformedBytes unreadable) {
      LOG.warn("a version of '{}' in the map '{}' cannot be read", key, map.name(), unreadable);
      return Optional.empty();
    }
  }

  private Conflict.Written<V> written(Version version) throws MalformedBytes {
    return new Conflict.Written<>(
        map.values().decode(version.value()),
        Instant.ofEpochMilli(version.time().millis()),
        version.dot());
  }

  /**
   * Puts a value in the place of all that is known of an entry here, at every site. What is written
   * at another site meanwhile stays beside it.
   */
  public Receipt resolve(K key, V value) {
    List<Dot> all = versions(key).stream().map(Version::dot).toList();
    return grid.apply(
        map.entry(key), new Write(all, Optional.of(map.values().encode(value)), 0, false));
  }

  private List<Version> versions(K key) {
    return FederatedValue.versions(grid.partial(map.entry(key)));
  }

  /**
   * What sites wrote without having seen each other.
   *
   * @param key of the entry
   * @param shown the value that all clusters have, the latest
   * @param others those that were written beside it, the latest first
   * @param <K> the class of the keys
   * @param <V> the class of the values
   */
  public record Conflict<K, V>(K key, Written<V> shown, List<Written<V>> others) {
    public Conflict {
      others = List.copyOf(others);
    }

    /**
     * A value, when it was written, and the name of that write in the grid.
     *
     * @param time 1970 if nobody knows
     */
    public record Written<V>(V value, Instant time, Dot dot) {}
  }
}
