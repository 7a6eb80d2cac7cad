package io.rejoin.value;

import static io.rejoin.crdt.type.map.LwwMap.TYPE;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.map.LwwMap.Put;
import io.rejoin.crdt.type.map.LwwMap.Remove;
import io.rejoin.crdt.type.map.LwwMap.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map of plain values in which the last writer wins, key by key; a removal is a write too. Of
 * writes without knowledge of each other the later one shows, the others stay readable as {@link
 * #losers} until the next write of the key.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public final class LwwMap<K, V> extends Handle<Map<K, V>> {
  private final Codec<K> keys;
  private final Codec<V> values;

  public LwwMap(Place place, Codec<K> keys, Codec<V> values) {
    super(place);
    this.keys = canonical("keys of a map", keys);
    this.values = values;
  }

  public Receipt put(K key, V value) {
    return apply(TYPE, new Put(keys.encode(key), limits().checkValue(values.encode(value))));
  }

  public Receipt remove(K key) {
    return apply(TYPE, new Remove(keys.encode(key)));
  }

  public Optional<V> get(K key) {
    return io.rejoin.crdt.type.map.LwwMap.value(place().view(), keys.encode(key))
        .map(bytes -> decode(values, bytes));
  }

  /** The values that lost against what shows at a key, the latest first. */
  public List<V> losers(K key) {
    return decodeAll(
        values,
        io.rejoin.crdt.type.map.LwwMap.versions(place().view(), keys.encode(key)).stream()
            .skip(1)
            .map(Version::value)
            .flatMap(Optional::stream)
            .toList());
  }

  public int size() {
    return io.rejoin.crdt.type.map.LwwMap.size(place().view());
  }

  /** Sorted by the bytes of the keys. */
  @Override
  protected Map<K, V> read(View view) {
    Map<K, V> entries = new LinkedHashMap<>();
    io.rejoin.crdt.type.map.LwwMap.fields(view)
        .forEach((key, value) -> entries.put(decode(keys, key), decode(values, value)));
    return Collections.unmodifiableMap(entries);
  }
}
