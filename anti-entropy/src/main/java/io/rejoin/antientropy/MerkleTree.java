package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one shard that hold live content, as a 16-ary trie over their key hash.
 *
 * <p>Immutable: a change copies the path to one leaf and shares the rest, so a snapshot is a
 * pointer. A leaf holds up to {@value #ROOM} entries; an inner node the sum of its children. The
 * shape never shows: {@link #digest} answers for any range, whether a node stands for it or not.
 */
public final class MerkleTree {
  /** A range with no more entries than this is compared entry by entry. */
  static final int LEAF = 16;

  /** So many entries lie in one leaf: enough that leaves do not weigh, few enough to copy. */
  private static final int ROOM = 32;

  /** An inner node whose count falls to this becomes a leaf; lower than ROOM, against flapping. */
  private static final int MERGE = 16;

  /** An entry as the tree knows it. */
  public record Entry(long keyHash, EntryKey key, long lane1, long lane2) {
    public EntryId id() {
      return new EntryId(lane1, lane2);
    }
  }

  /** What {@link #fold} does with an entry: its new id, or none if it holds nothing any more. */
  public record Change(long keyHash, EntryKey key, @Nullable EntryId after)
      implements Comparable<Change> {
    @Override
    public int compareTo(Change other) {
      int byHash = Long.compareUnsigned(keyHash, other.keyHash);
      return byHash != 0 ? byHash : key.compareTo(other.key);
    }
  }

  /** The digest of its entries stands in it without an object of its own. */
  private abstract static sealed class Node permits Leaf, Inner {
    final long lane1;
    final long lane2;
    final int count;

    Node(NodeDigest digest) {
      lane1 = digest.lane1();
      lane2 = digest.lane2();
      count = (int) digest.count();
    }

    NodeDigest digest() {
      return new NodeDigest(lane1, lane2, count);
    }
  }

  /**
   * Entries ascending by hash, then key. With ten million entries their own objects are worth
   * leaving out: there is an array of keys, and one of hash, lane 1 and lane 2 of each.
   */
  private static final class Leaf extends Node {
    private static final int WORDS = 3;
    private static final Leaf NONE = new Leaf(new EntryKey[0], new long[0]);

    private final EntryKey[] keys;
    private final long[] words;

    Leaf(EntryKey[] keys, long[] words) {
      super(sum(words, 0, keys.length));
      this.keys = keys;
      this.words = words;
    }

    /** The entries in {@code [from, to)}. */
    Leaf part(int from, int to) {
      return to - from == count
          ? this
          : new Leaf(
              Arrays.copyOfRange(keys, from, to),
              Arrays.copyOfRange(words, WORDS * from, WORDS * to));
    }

    long hash(int at) {
      return words[WORDS * at];
    }

    Entry entry(int at) {
      return new Entry(hash(at), keys[at], words[WORDS * at + 1], words[WORDS * at + 2]);
    }

    int compare(int at, long otherHash, EntryKey otherKey) {
      int byHash = Long.compareUnsigned(hash(at), otherHash);
      return byHash != 0 ? byHash : keys[at].compareTo(otherKey);
    }

    /** The index of the first entry whose hash is not below this one. */
    int first(long keyHash) {
      int at = 0;
      while (at < keys.length && Long.compareUnsigned(hash(at), keyHash) < 0) {
        at++;
      }
      return at;
    }

    /** The index behind the last entry of a range, from its first. */
    int end(int first, Prefix range) {
      int at = first;
      while (at < keys.length && range.contains(hash(at))) {
        at++;
      }
      return at;
    }

    NodeDigest digest(int from, int to) {
      return sum(words, from, to);
    }

    Iterator<Entry> iterator(int from, int to) {
      return IntStream.range(from, to).mapToObj(this::entry).iterator();
    }

    private static NodeDigest sum(long[] words, int from, int to) {
      long lane1 = 0;
      long lane2 = 0;
      for (int at = WORDS * from; at < WORDS * to; at += WORDS) {
        lane1 += words[at + 1];
        lane2 += words[at + 2];
      }
      return new NodeDigest(lane1, lane2, to - from);
    }
  }

  /** Takes entries in order and makes a leaf of them, however many. */
  private static final class Filling {
    private final EntryKey[] keys;
    private final long[] words;
    private int size;

    Filling(int most) {
      keys = new EntryKey[most];
      words = new long[Leaf.WORDS * most];
    }

    void add(long keyHash, EntryKey key, long lane1, long lane2) {
      words[Leaf.WORDS * size] = keyHash;
      words[Leaf.WORDS * size + 1] = lane1;
      words[Leaf.WORDS * size + 2] = lane2;
      keys[size++] = key;
    }

    void add(Leaf from, int start, int end) {
      System.arraycopy(from.keys, start, keys, size, end - start);
      System.arraycopy(
          from.words, Leaf.WORDS * start, words, Leaf.WORDS * size, Leaf.WORDS * (end - start));
      size += end - start;
    }

    Leaf leaf() {
      return size == keys.length
          ? new Leaf(keys, words)
          : new Leaf(Arrays.copyOf(keys, size), Arrays.copyOf(words, Leaf.WORDS * size));
    }
  }

  /** Children by nibble, null where there are no entries. */
  private static final class Inner extends Node {
    final @Nullable Node[] children;

    Inner(NodeDigest digest, @Nullable Node[] children) {
      super(digest);
      this.children = children;
    }
  }

  /** The first level that is not the same for the whole shard. */
  private final int top;

  private final @Nullable Node root;

  private MerkleTree(int top, @Nullable Node root) {
    this.top = top;
    this.root = root;
  }

  /** For one of the {@code 2^shardBits} shards. */
  public static MerkleTree empty(int shardBits) {
    return new MerkleTree(shardBits / 4, null);
  }

  public NodeDigest digest() {
    return digest(root);
  }

  /** The digest of the entries of this shard in a range. */
  public NodeDigest digest(Prefix range) {
    Node at = down(range);
    if (at instanceof Leaf leaf && range.nibbles() > top) {
      int first = leaf.first(range.bits());
      return leaf.digest(first, leaf.end(first, range));
    }
    return digest(at);
  }

  /** The entries of this shard in a range, ascending by hash. */
  public Iterator<Entry> entries(Prefix range) {
    Node at = down(range);
    if (at instanceof Leaf leaf && range.nibbles() > top) {
      int first = leaf.first(range.bits());
      return leaf.iterator(first, leaf.end(first, range));
    }
    return new Walk(at);
  }

  /** The node of a range, or the leaf that it is a part of. */
  private @Nullable Node down(Prefix range) {
    Node at = root;
    for (int level = top; level < range.nibbles() && at instanceof Inner inner; level++) {
      at = inner.children[Prefix.nibble(range.bits(), level)];
    }
    return at;
  }

  /**
   * With one entry changed: {@code before} is what the tree holds of it, null for nothing, as
   * {@code after} is. Costs the path to its leaf.
   */
  public MerkleTree replace(
      long keyHash, EntryKey key, @Nullable EntryId before, @Nullable EntryId after) {
    if (!Objects.equals(before, id(keyHash, key))) {
      throw new IllegalArgumentException("the tree holds something else of " + key);
    }
    Change[] change = {new Change(keyHash, key, after)};
    return new MerkleTree(top, changed(root, top, change, 0, 1));
  }

  /** With these entries changed, each named once; a node that several touch is made anew once. */
  public MerkleTree fold(Collection<Change> changes) {
    Change[] sorted = changes.toArray(new Change[0]);
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i - 1].compareTo(sorted[i]) == 0) {
        throw new IllegalArgumentException("named twice: " + sorted[i].key());
      }
    }
    return new MerkleTree(top, changed(root, top, sorted, 0, sorted.length));
  }

  private @Nullable EntryId id(long keyHash, EntryKey key) {
    if (down(Prefix.of(keyHash)) instanceof Leaf leaf) {
      for (int at = leaf.first(keyHash); at < leaf.count; at++) {
        if (leaf.compare(at, keyHash, key) == 0) {
          return leaf.entry(at).id();
        }
      }
    }
    return null;
  }

  private static @Nullable Node changed(
      @Nullable Node node, int level, Change[] changes, int from, int to) {
    if (from == to) {
      return node;
    }
    if (node instanceof Inner inner) {
      return changed(inner, level, changes, from, to);
    }
    Leaf merged = merged(node instanceof Leaf leaf ? leaf : Leaf.NONE, changes, from, to);
    return build(merged, 0, merged.count, level);
  }

  private static @Nullable Node changed(
      Inner inner, int level, Change[] changes, int from, int to) {
    @Nullable Node[] children = inner.children.clone();
    NodeDigest digest = inner.digest();
    for (int start = from, end; start < to; start = end) {
      int nibble = Prefix.nibble(changes[start].keyHash(), level);
      end = start + 1;
      while (end < to && Prefix.nibble(changes[end].keyHash(), level) == nibble) {
        end++;
      }
      Node child = changed(children[nibble], level + 1, changes, start, end);
      digest = digest.minus(digest(children[nibble])).plus(digest(child));
      children[nibble] = child;
    }
    Inner result = new Inner(digest, children);
    if (digest.count() > MERGE) {
      return result;
    }
    Filling left = new Filling(result.count);
    new Walk(result)
        .forEachRemaining(each -> left.add(each.keyHash(), each.key(), each.lane1(), each.lane2()));
    return build(left.leaf(), 0, result.count, level);
  }

  /** The entries of a leaf after the changes; both ascending. */
  private static Leaf merged(Leaf leaf, Change[] changes, int from, int to) {
    Filling result = new Filling(leaf.count + to - from);
    int at = 0;
    for (int i = from; i < to; i++) {
      Change change = changes[i];
      int start = at;
      int order = 1;
      while (at < leaf.count && (order = leaf.compare(at, change.keyHash(), change.key())) < 0) {
        at++;
      }
      result.add(leaf, start, at);
      if (at < leaf.count && order == 0) {
        at++;
      }
      EntryId after = change.after();
      if (after != null) {
        result.add(change.keyHash(), change.key(), after.lane1(), after.lane2());
      }
    }
    result.add(leaf, at, leaf.count);
    return result.leaf();
  }

  private static @Nullable Node build(Leaf all, int from, int to, int level) {
    if (from == to) {
      return null;
    }
    if (to - from <= ROOM || level == Prefix.MAX_NIBBLES) {
      return all.part(from, to);
    }
    @Nullable Node[] children = new Node[16];
    for (int start = from, end; start < to; start = end) {
      int nibble = Prefix.nibble(all.hash(start), level);
      end = start + 1;
      while (end < to && Prefix.nibble(all.hash(end), level) == nibble) {
        end++;
      }
      children[nibble] = build(all, start, end, level + 1);
    }
    return new Inner(all.digest(from, to), children);
  }

  private static NodeDigest digest(@Nullable Node node) {
    return node == null ? NodeDigest.EMPTY : node.digest();
  }

  /** The entries below a node, ascending; holds the path to where it stands, not the whole. */
  private static final class Walk implements Iterator<Entry> {
    private final Deque<Node> ahead = new ArrayDeque<>();
    private Iterator<Entry> here = Collections.emptyIterator();

    Walk(@Nullable Node start) {
      if (start != null) {
        ahead.push(start);
        step();
      }
    }

    private void step() {
      while (!here.hasNext() && !ahead.isEmpty()) {
        Node next = ahead.pop();
        if (next instanceof Leaf leaf) {
          here = leaf.iterator(0, leaf.count);
        } else if (next instanceof Inner inner) {
          for (int nibble = 15; nibble >= 0; nibble--) {
            Node child = inner.children[nibble];
            if (child != null) {
              ahead.push(child);
            }
          }
        }
      }
    }

    @Override
    public boolean hasNext() {
      return here.hasNext();
    }

    @Override
    public Entry next() {
      if (!here.hasNext()) {
        throw new NoSuchElementException();
      }
      Entry next = here.next();
      step();
      return next;
    }
  }
}
