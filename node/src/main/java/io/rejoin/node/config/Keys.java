package io.rejoin.node.config;

import io.rejoin.node.core.repair.RepairConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every key that a configuration may have, besides those of {@link BucketKeys}. Nothing else is
 * accepted.
 */
public final class Keys {
  public static final Setting<String> GRID_NAME = Setting.name("rejoin.grid.name", "rejoin");
  public static final Setting<Optional<String>> GRID_SECRET =
      Setting.optionalText("rejoin.grid.secret");
  public static final Setting<Optional<String>> NODE_NAME =
      Setting.optionalName("rejoin.node.name");
  public static final Setting<String> NODE_SITE = Setting.name("rejoin.node.site", "main");
  public static final Setting<Optional<String>> NODE_ID = Setting.optionalId("rejoin.node.id");
  public static final Setting<Optional<String>> LISTEN =
      Setting.optionalAddress("rejoin.network.listen", Optional.of("127.0.0.1:7600"));
  public static final Setting<Optional<String>> ADVERTISE =
      Setting.optionalAddress("rejoin.network.advertise", Optional.empty());
  public static final Setting<List<String>> SEEDS = Setting.addresses("rejoin.network.seeds");
  public static final Setting<String> PRESET =
      Setting.choice("rejoin.network.preset", "lan", List.of("lan", "wan", "simulation"));
  public static final Setting<String> COMPRESSION =
      Setting.choice("rejoin.network.compression", "auto", List.of("auto", "all", "off"));
  public static final Setting<Integer> BYTES_PER_SECOND =
      Setting.size("rejoin.network.bytes-per-second", 0, 0, 1 << 30);
  public static final Setting<Integer> SHARD_SESSIONS =
      Setting.count("rejoin.network.shard-sessions", RepairConfig.SHARD_SESSIONS, 1, 1_024);
  public static final Setting<Integer> SHARDS = Setting.powerOfTwo("rejoin.shards", 1_024, 1 << 16);
  public static final Setting<Optional<String>> DATA_DIR = Setting.optionalText("rejoin.data.dir");
  public static final Setting<Duration> DATA_SYNC_INTERVAL = Setting.duration(
      "rejoin.data.sync-interval",
      Duration.ofSeconds(1),
      Duration.ofMillis(1),
      Duration.ofHours(1));
  public static final Setting<String> DATA_DURABILITY =
      BucketKeys.durability("rejoin.data.durability");
  public static final Setting<Integer> LIMIT_KEY =
      Setting.size("rejoin.limits.key", 1 << 10, 16, 1 << 10);
  public static final Setting<Integer> LIMIT_ELEMENT =
      Setting.size("rejoin.limits.element", 1 << 16, 16, 1 << 16);
  public static final Setting<Integer> LIMIT_VALUE =
      Setting.size("rejoin.limits.value", 1 << 24, 16, 1 << 24);
  public static final Setting<Integer> LIMIT_FRAME =
      Setting.size("rejoin.limits.frame", 1 << 20, 1 << 16, 1 << 24);
  public static final Setting<Integer> LIMIT_CONNECTIONS =
      Setting.count("rejoin.limits.connections", 1_024, 1, 65_536);
  public static final Setting<Integer> LIMIT_LISTENERS =
      Setting.count("rejoin.limits.listeners", 100_000, 1, 10_000_000);
  public static final Setting<Integer> LIMIT_WAITS =
      Setting.count("rejoin.limits.waits", 100_000, 1, 10_000_000);
  public static final Setting<Duration> FETCH_TIMEOUT = Setting.duration(
      "rejoin.fetch.timeout", Duration.ofSeconds(2), Duration.ofMillis(1), Duration.ofMinutes(1));
  public static final Setting<Boolean> DRILL_ALLOWED = Setting.flag("rejoin.drill.allowed", false);
  public static final Setting<Optional<String>> HTTP_LISTEN =
      Setting.optionalAddress("rejoin.http.listen", Optional.empty());

  static final List<Setting<?>> ALL = List.of(
      GRID_NAME,
      GRID_SECRET,
      NODE_NAME,
      NODE_SITE,
      NODE_ID,
      LISTEN,
      ADVERTISE,
      SEEDS,
      PRESET,
      COMPRESSION,
      BYTES_PER_SECOND,
      SHARD_SESSIONS,
      SHARDS,
      DATA_DIR,
      DATA_SYNC_INTERVAL,
      DATA_DURABILITY,
      LIMIT_KEY,
      LIMIT_ELEMENT,
      LIMIT_VALUE,
      LIMIT_FRAME,
      LIMIT_CONNECTIONS,
      LIMIT_LISTENERS,
      LIMIT_WAITS,
      FETCH_TIMEOUT,
      DRILL_ALLOWED,
      HTTP_LISTEN);

  private Keys() {}

  /** The setting at a path, with or without {@code rejoin.} in front. */
  static Setting<?> at(String path, String where) throws InvalidSetting {
    String whole = path.startsWith("rejoin.") ? path : "rejoin." + path;
    Optional<Setting<?>> known =
        ALL.stream().filter(setting -> setting.path().equals(whole)).findFirst();
    return known.or(() -> BucketKeys.at(whole)).orElseThrow(() -> unknown(whole, where));
  }

  static InvalidSetting unknown(String path, String where) {
    List<String> candidates = new ArrayList<>(pathsAndSections());
    candidates.addAll(BucketKeys.near(path));
    String nearest = Spelling.nearest(path, candidates);
    return new InvalidSetting(
        where + "unknown key " + path + "; the nearest known key is " + nearest);
  }

  private static List<String> pathsAndSections() {
    Set<String> known = new LinkedHashSet<>(paths());
    for (String path : paths()) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        known.add(path.substring(0, dot));
      }
    }
    return List.copyOf(known);
  }

  /** The names of all keys, in the order in which they are documented. */
  public static List<String> paths() {
    return ALL.stream().<String>map(Setting::path).toList();
  }
}
