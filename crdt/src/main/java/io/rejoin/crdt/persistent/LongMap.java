package io.rejoin.crdt.persistent;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map with keys from 0 up, in ascending order: a radix tree of 16-way nodes over the
 * key's hexadecimal digits, with the digits that all keys of a node share left out (Morrison,
 * PATRICIA, 1968; Okasaki and Gill, "Fast Mergeable Integer Maps", 1998). Neighbouring numbers
 * share nodes, so ranges are cheap: O(log n + hits).
 */
public final class LongMap<V> implements Iterable<V> {
  private static final LongMap<?> EMPTY = new LongMap<>(null, 0);

  private final @Nullable LongNode root;
  private final int size;

  private LongMap(@Nullable LongNode root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // holds no value
  public static <V> LongMap<V> empty() {
    return (LongMap<V>) EMPTY;
  }

  /** The map of these values, whose keys ascend strictly. */
  public static <V> LongMap<V> ofAscending(List<? extends V> values, ToLongFunction<V> key) {
    if (values.isEmpty()) {
      return empty();
    }
    long[] keys = new long[values.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key.applyAsLong(values.get(i));
      if (keys[i] < 0 || (i > 0 && keys[i] <= keys[i - 1])) {
        throw new IllegalArgumentException("keys not ascending: " + keys[i]);
      }
    }
    return new LongMap<>(LongNode.of(keys, values.toArray(), 0, keys.length), keys.length);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  @SuppressWarnings("unchecked") // only put() stores values
  public @Nullable V get(long key) {
    return root == null ? null : (V) root.get(key);
  }

  public boolean containsKey(long key) {
    return get(key) != null;
  }

  public LongMap<V> put(long key, V value) {
    if (key < 0) {
      throw new IllegalArgumentException("negative key: " + key);
    }
    if (root == null) {
      return new LongMap<>(LongNode.single(key, value), 1);
    }
    return new LongMap<>(root.put(key, value), containsKey(key) ? size : size + 1);
  }

  public LongMap<V> remove(long key) {
    if (root == null || !containsKey(key)) {
      return this;
    }
    return size == 1 ? empty() : new LongMap<>(root.remove(key), size - 1);
  }

  /** The greatest key; there must be one. */
  public long lastKey() {
    if (root == null) {
      throw new NoSuchElementException("empty map");
    }
    return root.lastKey();
  }

  /** Hands over the values of the keys in {@code [from, to]}, by ascending key. */
  @SuppressWarnings("unchecked") // only put() stores values
  public void forEach(long from, long to, Consumer<? super V> action) {
    if (root != null && from <= to) {
      root.forEach(from, to, (Consumer<Object>) (Consumer<?>) action);
    }
  }

  @Override
  public void forEach(Consumer<? super V> action) {
    forEach(0, Long.MAX_VALUE, action);
  }

  /** The values, by ascending key. */
  @Override
  @SuppressWarnings("unchecked") // only put() stores values
  public Iterator<V> iterator() {
    return (Iterator<V>) new LongNodeIterator(root);
  }
}
