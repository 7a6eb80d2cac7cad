package io.rejoin.crdt.persistent;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of {@link HashTrie}: five bits of the hash choose a slot; inline entries come first (key,
 * value, key, value, ...), child nodes last, in reverse order. Below the last bits of the hash a
 * node is a plain array of entries sorted by key, marked by {@code entries == 0 == children} with
 * content.
 */
final class HashNode<K extends Comparable<? super K>, V> {
  private static final int BITS = 5;
  private static final int HASH_BITS = 32;
  private static final HashNode<?, ?> EMPTY = new HashNode<Integer, Object>(0, 0, new Object[0]);

  private final int entries;
  private final int children;
  private final Object[] content;

  private HashNode(int entries, int children, Object[] content) {
    this.entries = entries;
    this.children = children;
    this.content = content;
  }

  @SuppressWarnings("unchecked") // holds nothing
  static <K extends Comparable<? super K>, V> HashNode<K, V> empty() {
    return (HashNode<K, V>) EMPTY;
  }

  @Nullable
  V get(K key, int hash, int shift) {
    if (shift >= HASH_BITS) {
      int at = search(key);
      return at >= 0 ? value(at) : null;
    }
    int bit = bit(hash, shift);
    if ((entries & bit) != 0) {
      int at = entryOf(bit);
      return key(at).equals(key) ? value(at) : null;
    }
    return (children & bit) != 0 ? child(bit).get(key, hash, shift + BITS) : null;
  }

  HashNode<K, V> put(K key, V value, int hash, int shift) {
    if (shift >= HASH_BITS) {
      int at = search(key);
      return new HashNode<>(
          0, 0, at >= 0 ? with(2 * at + 1, value) : Slots.insert(content, 2 * ~at, key, value));
    }
    int bit = bit(hash, shift);
    if ((children & bit) != 0) {
      HashNode<K, V> changed = child(bit).put(key, value, hash, shift + BITS);
      return new HashNode<>(entries, children, with(childAt(bit), changed));
    }
    int at = entryOf(bit);
    if ((entries & bit) == 0) {
      return new HashNode<>(entries | bit, children, Slots.insert(content, 2 * at, key, value));
    }
    if (key(at).equals(key)) {
      return new HashNode<>(entries, children, with(2 * at + 1, value));
    }
    HashNode<K, V> pushed = HashNode.<K, V>empty()
        .put(key(at), value(at), key(at).hashCode(), shift + BITS)
        .put(key, value, hash, shift + BITS);
    return replaceEntry(bit, at, pushed);
  }

  /** Without a key that is here. */
  HashNode<K, V> remove(K key, int hash, int shift) {
    if (shift >= HASH_BITS) {
      return new HashNode<>(0, 0, Slots.delete(content, 2 * search(key), 2));
    }
    int bit = bit(hash, shift);
    if ((entries & bit) != 0) {
      Object[] rest = Slots.delete(content, 2 * entryOf(bit), 2);
      return new HashNode<>(entries & ~bit, children, rest);
    }
    HashNode<K, V> changed = child(bit).remove(key, hash, shift + BITS);
    return changed.isSingle()
        ? replaceChild(bit, changed)
        : new HashNode<>(entries, children, with(childAt(bit), changed));
  }

  @SuppressWarnings("unchecked") // only put() stores entries and nodes
  void forEach(BiConsumer<? super K, ? super V> action) {
    int nodes = Integer.bitCount(children);
    int inline = (content.length - nodes) / 2;
    for (int i = 0; i < inline; i++) {
      action.accept(key(i), value(i));
    }
    for (int i = content.length - 1; i >= 2 * inline; i--) {
      ((HashNode<K, V>) content[i]).forEach(action);
    }
  }

  private boolean isSingle() {
    return children == 0 && content.length == 2;
  }

  private HashNode<K, V> replaceEntry(int bit, int at, HashNode<K, V> child) {
    Object[] rest = Slots.delete(content, 2 * at, 2);
    HashNode<K, V> without = new HashNode<>(entries & ~bit, children | bit, rest);
    int position = rest.length - Integer.bitCount(children & (bit - 1));
    return new HashNode<>(without.entries, without.children, Slots.insert(rest, position, child));
  }

  private HashNode<K, V> replaceChild(int bit, HashNode<K, V> single) {
    Object[] rest = Slots.delete(content, childAt(bit), 1);
    Object[] grown = Slots.insert(rest, 2 * entryOf(bit), single.content[0], single.content[1]);
    return new HashNode<>(entries | bit, children & ~bit, grown);
  }

  private Object[] with(int at, Object changed) {
    Object[] copy = content.clone();
    copy[at] = changed;
    return copy;
  }

  private int search(K key) {
    int low = 0;
    int high = content.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = key(middle).compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private int entryOf(int bit) {
    return Integer.bitCount(entries & (bit - 1));
  }

  private int childAt(int bit) {
    return content.length - 1 - Integer.bitCount(children & (bit - 1));
  }

  @SuppressWarnings("unchecked") // only put() stores keys
  private K key(int entry) {
    return (K) content[2 * entry];
  }

  @SuppressWarnings("unchecked") // only put() stores values
  private V value(int entry) {
    return (V) content[2 * entry + 1];
  }

  @SuppressWarnings("unchecked") // only put() stores nodes
  private HashNode<K, V> child(int bit) {
    return (HashNode<K, V>) content[childAt(bit)];
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & 31);
  }
}
