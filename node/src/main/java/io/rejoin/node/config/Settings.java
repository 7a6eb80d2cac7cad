package io.rejoin.node.config;

import io.rejoin.node.core.shard.Buckets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values for some keys; the others have their fallback. Immutable. */
public final class Settings {
  /** Nothing set: every key has its fallback. */
  public static final Settings NONE = new Settings(new TreeMap<>());

  private final Map<String, Object> values;

  private Settings(Map<String, Object> values) {
    this.values = values;
  }

  @SuppressWarnings("unchecked") // put() stores under a path only what its setting has read
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting.path());
    return value == null ? setting.fallback() : (T) value;
  }

  /**
   * The same settings with one more.
   *
   * @param raw a value as it could stand in a file: text, number, list, boolean
   * @throws InvalidSetting if it has the wrong type or lies out of range
   */
  public <T> Settings with(Setting<T> setting, Object raw) throws InvalidSetting {
    return put(setting, setting.read(raw));
  }

  /** The same by the key's name, with or without {@code rejoin.} in front. */
  public Settings with(String path, Object raw) throws InvalidSetting {
    return with(Keys.at(path, ""), raw);
  }

  /** What was said of buckets. */
  public Buckets buckets() {
    return BucketKeys.of(this);
  }

  /** The keys that have a value, sorted. */
  Set<String> paths() {
    return Collections.unmodifiableSet(values.keySet());
  }

  Settings put(Setting<?> setting, Object value) {
    Map<String, Object> more = new TreeMap<>(values);
    more.put(setting.path(), value);
    return new Settings(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    Map<String, Object> shown = new TreeMap<>(values);
    shown.computeIfPresent(Keys.GRID_SECRET.path(), (path, secret) -> "(hidden)");
    return shown.toString();
  }
}
