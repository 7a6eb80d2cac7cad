package io.rejoin.benchmarks.hazelcast.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.util.Optional;

/** Each member has all entries of a ReplicatedMap; a write passes through the key's owner. */
final class ReplicatedEntries extends Member {
  private final ReplicatedMap<String, String> map;

  ReplicatedEntries(Config config) {
    super(config);
    map = instance().getReplicatedMap("entries");
  }

  @Override
  public void put(String key, String value) {
    map.put(key, value);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(map.get(key));
  }

  @Override
  public long entries() {
    return map.size();
  }
}
