package io.rejoin.value;

import static io.rejoin.crdt.type.map.Multimap.TYPE;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.Multimap.Put;
import io.rejoin.crdt.type.map.Multimap.Remove;
import io.rejoin.crdt.type.map.Multimap.RemoveAll;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * A map from keys to sets of values. A removal takes what this node has seen; a pair that is put
 * elsewhere at the same time stays.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public final class Multimap<K, V> extends Handle<Map<K, Set<V>>> {
  private final Codec<K> keys;
  private final Codec<V> values;

  public Multimap(Place place, Codec<K> keys, Codec<V> values) {
    super(place);
    this.keys = canonical("keys of a map", keys);
    this.values = canonical("values of a multimap", values);
  }

  public Receipt put(K key, V value) {
    return apply(TYPE, new Put(keys.encode(key), values.encode(value)));
  }

  public Receipt remove(K key, V value) {
    return apply(TYPE, new Remove(keys.encode(key), values.encode(value)));
  }

  public Receipt removeAll(K key) {
    return apply(TYPE, new RemoveAll(keys.encode(key)));
  }

  /** The values of a key, sorted by their bytes. */
  public Set<V> get(K key) {
    return decoded(io.rejoin.crdt.type.map.Multimap.values(place().view(), keys.encode(key)));
  }

  public boolean contains(K key, V value) {
    return io.rejoin.crdt.type.map.Multimap.contains(
        place().view(), keys.encode(key), values.encode(value));
  }

  private Set<V> decoded(SortedSet<Bytes> all) {
    Set<V> decoded = new LinkedHashSet<>();
    all.forEach(bytes -> decoded.add(decode(values, bytes)));
    return Collections.unmodifiableSet(decoded);
  }

  @Override
  protected Map<K, Set<V>> read(View view) {
    Map<K, Set<V>> entries = new LinkedHashMap<>();
    io.rejoin.crdt.type.map.Multimap.fields(view)
        .forEach((key, all) -> entries.put(decode(keys, key), decoded(all)));
    return Collections.unmodifiableMap(entries);
  }
}
