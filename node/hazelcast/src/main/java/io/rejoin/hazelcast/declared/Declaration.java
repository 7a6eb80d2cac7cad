package io.rejoin.hazelcast.declared;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.WanCustomPublisherConfig;
import com.hazelcast.config.WanReplicationConfig;
import com.hazelcast.config.WanReplicationRef;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.CrdtMergePolicy;
import io.rejoin.hazelcast.federation.Federated;
import io.rejoin.hazelcast.federation.FederatedCrdts;
import io.rejoin.hazelcast.federation.FederatedMap;
import io.rejoin.hazelcast.federation.FederatedValue;
import io.rejoin.hazelcast.federation.Federation;
import io.rejoin.hazelcast.federation.Feed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member's configuration says of federation. Whatever it says wrong is an {@link
 * InvalidConfigurationException} that names the setting.
 *
 * @param grid settings of the node of the grid
 * @param maps all that are federated
 */
record Declaration(GridConfig grid, List<Federated<?>> maps) {
  private static final String GRID = "grid";
  private static final String KEYS = ".keys";
  private static final String VALUES = ".values";
  private static final Map<String, Codec<?>> CODECS = new TreeMap<>(Map.of(
      "string", Codec.string(),
      "int64", Codec.int64(),
      "uuid", Codec.uuid()));

  Declaration {
    maps = List.copyOf(maps);
  }

  /** Reads it, starting nothing. */
  static Declaration of(Config config) {
    Map<String, String> properties = properties(config);
    @Nullable String file = properties.remove(GRID);
    if (file == null) {
      throw new InvalidConfigurationException(
          where(GRID) + " is missing: it names the configuration file of a node of the grid");
    }
    List<Federated<?>> maps = new ArrayList<>();
    config.getMapConfigs().values().stream()
        .filter(Declaration::isFederated)
        .forEach(map -> maps.add(map(map, config, properties)));
    if (maps.isEmpty()) {
      throw new InvalidConfigurationException(
          "no map has a wan-replication-ref named '" + Federation.WAN + "': none is federated");
    }
    refuseOthers(properties.keySet(), maps);
    try {
      return new Declaration(GridConfig.parse(Path.of(file)).types(FederatedValue.TYPE), maps);
    } catch (GridException.InvalidConfiguration wrong) {
      throw new InvalidConfigurationException(where(GRID) + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Map<String, String> properties(Config config) {
    @Nullable WanReplicationConfig wan = config.getWanReplicationConfig(Federation.WAN);
    WanCustomPublisherConfig feed = wan == null
        ? null
        : wan.getCustomPublisherConfigs().stream()
            .filter(each -> Feed.class.getName().equals(each.getClassName()))
            .findFirst()
            .orElse(null);
    if (feed == null) {
      throw new InvalidConfigurationException("wan-replication '" + Federation.WAN
          + "' needs a custom-publisher with the class-name " + Feed.class.getName());
    }
    Map<String, String> properties = new TreeMap<>();
    feed.getProperties().forEach((name, value) -> properties.put(name, value.toString()));
    return properties;
  }

  private static boolean isFederated(MapConfig map) {
    @Nullable WanReplicationRef ref = map.getWanReplicationRef();
    return ref != null && Federation.WAN.equals(ref.getName());
  }

  private static Federated<?> map(MapConfig map, Config config, Map<String, String> properties) {
    String name = map.getName();
    try {
      if (name.contains("*")) {
        throw new InvalidConfigurationException(
            "the map '" + name + "' is federated, and must be named without a wildcard");
      }
      if (policy(map).equals(CrdtMergePolicy.class.getName())) {
        return new FederatedCrdts(name);
      }
      FederatedMap<?, ?> plain =
          FederatedMap.of(name, codec(name + KEYS, properties), codec(name + VALUES, properties));
      MapConfig bases = config.findMapConfig(plain.bases());
      requirePolicy(name, map);
      requirePolicy(plain.bases(), bases);
      if (bases.getTotalBackupCount() != map.getTotalBackupCount()) {
        throw new InvalidConfigurationException("the map '%s' has %d backups; give '%s' as many"
            .formatted(name, map.getTotalBackupCount(), plain.bases()));
      }
      return plain;
    } catch (GridException.BadOperation wrong) {
      throw new InvalidConfigurationException(
          "the map '" + name + "' cannot be federated: " + wrong.getMessage(), wrong);
    }
  }

  private static String policy(MapConfig map) {
    return map.getMergePolicyConfig().getPolicy();
  }

  private static void requirePolicy(String name, MapConfig map) {
    String needed = DiscardMergePolicy.class.getName();
    if (!List.of(needed, DiscardMergePolicy.class.getSimpleName()).contains(policy(map))) {
      throw new InvalidConfigurationException(
          ("the map '%s' has the merge-policy %s; one of plain values, and rejoin.base.*, have %s,"
                  + " one of replicated values %s")
              .formatted(name, policy(map), needed, CrdtMergePolicy.class.getName()));
    }
  }

  private static Codec<?> codec(String property, Map<String, String> properties) {
    String name = properties.getOrDefault(property, "string");
    @Nullable Codec<?> standard = CODECS.get(name);
    if (standard != null) {
      return standard;
    }
    try {
      return Class.forName(name, true, loader())
          .asSubclass(Codec.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException wrong) {
      throw new InvalidConfigurationException(
          where(property) + " is '" + name + "', which is none of " + CODECS.keySet()
              + " and no class with a constructor without parameters that is a "
              + Codec.class.getName(),
          wrong);
    }
  }

  private static ClassLoader loader() {
    @Nullable ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? Declaration.class.getClassLoader() : ofThread;
  }

  /** What is misspelt must not mean the default. */
  private static void refuseOthers(Set<String> names, List<Federated<?>> maps) {
    Set<String> others = new TreeSet<>(names);
    for (Federated<?> map : maps) {
      if (map instanceof FederatedMap<?, ?>) {
        others.remove(map.name() + KEYS);
        others.remove(map.name() + VALUES);
      }
    }
    if (!others.isEmpty()) {
      throw new InvalidConfigurationException(
          where(String.join(", ", others)) + " means nothing; there is '" + GRID + "', and '" + KEYS
              + "' and '" + VALUES + "' of each federated map of plain values");
    }
  }

  private static String where(String property) {
    return "the property " + property + " of wan-replication '" + Federation.WAN + "'";
  }
}
