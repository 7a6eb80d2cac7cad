package io.rejoin.hazelcast.federation;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import java.util.function.Function;

/**
 * A map of Hazelcast whose plain values are kept equal in the clusters of all sites. In the grid its
 * entries are {@link FederatedValue}s in a bucket of the map's name.
 *
 * @param name of the map; without a slash, as it names a bucket
 * @param text of a key, unique
 * @param key of a text
 * @param values how values are written; what is read must be written as before
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public record FederatedMap<K, V>(
    String name, Function<K, String> text, Function<String, K> key, Codec<V> values) {

  public FederatedMap {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new GridException.BadOperation(
          "a federated map's name is a bucket of the grid, without a slash: '" + name + "'");
    }
  }

  /** A map whose keys are texts. */
  public static <V> FederatedMap<String, V> of(String name, Codec<V> values) {
    return new FederatedMap<>(name, text -> text, text -> text, values);
  }

  EntryKey entry(K of) {
    return new EntryKey(
        FederatedValue.TYPE.id(), Codec.string().encode(name + "/" + text.apply(of)));
  }

  /** Whether an entry of the grid is one of the map. */
  boolean holds(EntryKey entry) {
    return entry.type() == FederatedValue.TYPE.id() && entry.key().utf8().startsWith(name + "/");
  }

  K keyOf(EntryKey entry) {
    return key.apply(entry.key().utf8().substring(name.length() + 1));
  }

  Bytes encoded(V value) {
    return values.encode(value);
  }
}
