package io.rejoin.node.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys {@code rejoin.buckets.NAME.durability}, {@code .ttl} and {@code .copies}: one section
 * per bucket.
 */
final class BucketKeys {
  private static final List<String> SECTION = List.of("rejoin", "buckets");
  private static final int NAME = SECTION.size();
  private static final int KEY = NAME + 1;
  private static final String DURABILITY = "durability";
  private static final String TTL = "ttl";
  private static final String COPIES = "copies";
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private BucketKeys() {}

  /** How the durability of anything is said. */
  static Setting<String> durability(String path) {
    return Setting.choice(path, "async", List.of("memory", "async", "sync"));
  }

  /** Whether more keys follow below. */
  static boolean isSection(String path) {
    List<String> parts = parts(path);
    return parts.equals(SECTION) || parts.size() == KEY;
  }

  /** The setting at a whole path, if it belongs to a bucket. */
  static Optional<Setting<?>> at(String path) {
    List<String> parts = parts(path);
    if (parts.size() != KEY + 1) {
      return Optional.empty();
    }
    String canonical = ConfigUtil.joinPath(parts);
    return switch (parts.get(KEY)) {
      case DURABILITY -> Optional.of(durability(canonical));
      case TTL -> Optional.of(ttl(canonical));
      case COPIES -> Optional.of(Setting.copies(canonical));
      default -> Optional.empty();
    };
  }

  private static Setting<Duration> ttl(String path) {
    return Setting.duration(path, LONGEST, SHORTEST, LONGEST);
  }

  /** Keys that somebody may have meant who wrote this one. */
  static List<String> near(String path) {
    List<String> parts = parts(path);
    String bucket = parts.size() >= KEY
        ? ConfigUtil.joinPath(parts.subList(0, KEY))
        : String.join(".", SECTION) + ".NAME";
    return List.of(bucket + "." + DURABILITY, bucket + "." + TTL, bucket + "." + COPIES);
  }

  /** What was said of all buckets. */
  static Buckets of(Settings settings) {
    Policy standard =
        new Policy(durabilityOf(settings.get(Keys.DATA_DURABILITY)), Optional.empty());
    SortedMap<Bytes, Policy> named = new TreeMap<>();
    for (String path : settings.paths()) {
      List<String> parts = parts(path);
      if (parts.size() == KEY + 1) {
        String name = parts.get(NAME);
        Policy sofar = named.getOrDefault(Bytes.utf8(name), standard);
        named.put(Bytes.utf8(name), with(sofar, parts.get(KEY), path, settings));
      }
    }
    return new Buckets(standard, named);
  }

  private static Policy with(Policy policy, String key, String path, Settings settings) {
    Durability durability = policy.durability();
    Optional<Duration> ttl = policy.ttl();
    Copies copies = policy.copies();
    switch (key) {
      case TTL -> ttl = Optional.of(settings.get(ttl(path)));
      case COPIES -> copies = settings.get(Setting.copies(path));
      default -> durability = durabilityOf(settings.get(durability(path)));
    }
    return new Policy(durability, ttl, copies);
  }

  private static Durability durabilityOf(String word) {
    return Durability.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The path's parts from the section on; empty if it leads elsewhere. */
  private static List<String> parts(String path) {
    try {
      List<String> parts = ConfigUtil.splitPath(path);
      boolean within = parts.size() >= NAME && parts.subList(0, NAME).equals(SECTION);
      return within ? parts : List.of();
    } catch (ConfigException noPath) {
      return List.of();
    }
  }
}
