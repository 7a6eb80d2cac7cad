package io.rejoin.crdt.persistent;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash map: a compressed hash-array mapped prefix tree (Steindorfer and Vinju,
 * "Optimizing Hash-Array Mapped Tries", OOPSLA 2015). Keys whose hashes are equal in all 32 bits
 * lie in a sorted array, so crafted collisions cost little.
 *
 * <p>The order of iteration depends on the keys' hash codes: sort before it can reach a message.
 */
public final class HashTrie<K extends Comparable<? super K>, V> {
  private static final HashTrie<?, ?> EMPTY = new HashTrie<Integer, Object>(HashNode.empty(), 0);

  private final HashNode<K, V> root;
  private final int size;

  private HashTrie(HashNode<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // holds nothing
  public static <K extends Comparable<? super K>, V> HashTrie<K, V> empty() {
    return (HashTrie<K, V>) EMPTY;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public @Nullable V get(K key) {
    return root.get(key, key.hashCode(), 0);
  }

  public HashTrie<K, V> put(K key, V value) {
    return update(key, before -> value);
  }

  /** With a value for a key that is made from the one before, null if there is none. */
  public HashTrie<K, V> update(K key, Function<? super @Nullable V, ? extends V> change) {
    int hash = key.hashCode();
    V before = root.get(key, hash, 0);
    HashNode<K, V> changed = root.put(key, change.apply(before), hash, 0);
    return new HashTrie<>(changed, before == null ? size + 1 : size);
  }

  public HashTrie<K, V> remove(K key) {
    if (get(key) == null) {
      return this;
    }
    return size == 1 ? empty() : new HashTrie<>(root.remove(key, key.hashCode(), 0), size - 1);
  }

  public void forEach(BiConsumer<? super K, ? super V> action) {
    root.forEach(action);
  }
}
