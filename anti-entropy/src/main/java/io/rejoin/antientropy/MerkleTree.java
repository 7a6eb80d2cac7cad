package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one shard that hold live content, as a 16-ary trie over their key hash.
 *
 * <p>Immutable: a change copies the path to one leaf and shares the rest, so a snapshot is a
 * pointer. A leaf holds up to {@value #LEAF} entries; an inner node the sum of its children. The
 * shape never shows: {@link #digest} answers for any range, whether a node stands for it or not.
 */
public final class MerkleTree {
  /** A range with no more entries than this is a leaf. */
  static final int LEAF = 16;

  /** An inner node whose count falls to this becomes a leaf; lower than LEAF, against flapping. */
  private static final int MERGE = 8;

  /** An entry as the tree knows it, its id inlined to save memory. */
  public record Entry(long keyHash, EntryKey key, long lane1, long lane2) {
    public EntryId id() {
      return new EntryId(lane1, lane2);
    }

    private int compareTo(long otherHash, EntryKey otherKey) {
      int byHash = Long.compareUnsigned(keyHash, otherHash);
      return byHash != 0 ? byHash : key.compareTo(otherKey);
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

  private abstract static sealed class Node permits Leaf, Inner {
    final NodeDigest digest;

    Node(NodeDigest digest) {
      this.digest = digest;
    }
  }

  /** Entries ascending by hash, then key. */
  private static final class Leaf extends Node {
    final Entry[] entries;

    Leaf(Entry[] entries, int from, int to) {
      super(sum(entries, from, to));
      this.entries =
          from == 0 && to == entries.length ? entries : Arrays.copyOfRange(entries, from, to);
    }

    /** The index of the first entry whose hash is not below this one. */
    int first(long keyHash) {
      int at = 0;
      while (at < entries.length && Long.compareUnsigned(entries[at].keyHash, keyHash) < 0) {
        at++;
      }
      return at;
    }

    /** The index behind the last entry of a range, from its first. */
    int end(int first, Prefix range) {
      int at = first;
      while (at < entries.length && range.contains(entries[at].keyHash)) {
        at++;
      }
      return at;
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
      return sum(leaf.entries, first, leaf.end(first, range));
    }
    return digest(at);
  }

  /** The entries of this shard in a range, ascending by hash. */
  public Iterator<Entry> entries(Prefix range) {
    Node at = down(range);
    if (at instanceof Leaf leaf && range.nibbles() > top) {
      int first = leaf.first(range.bits());
      return Arrays.asList(leaf.entries).subList(first, leaf.end(first, range)).iterator();
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
      for (int at = leaf.first(keyHash); at < leaf.entries.length; at++) {
        if (leaf.entries[at].compareTo(keyHash, key) == 0) {
          return leaf.entries[at].id();
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
    Entry[] entries = node instanceof Leaf leaf ? leaf.entries : new Entry[0];
    Entry[] merged = merged(entries, changes, from, to);
    return build(merged, 0, merged.length, level);
  }

  private static @Nullable Node changed(
      Inner inner, int level, Change[] changes, int from, int to) {
    @Nullable Node[] children = inner.children.clone();
    NodeDigest digest = inner.digest;
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
    List<Entry> left = new ArrayList<>();
    new Walk(result).forEachRemaining(left::add);
    return build(left.toArray(new Entry[0]), 0, left.size(), level);
  }

  /** The entries of a leaf after the changes; both ascending. */
  private static Entry[] merged(Entry[] entries, Change[] changes, int from, int to) {
    Entry[] result = new Entry[entries.length + to - from];
    int size = 0;
    int at = 0;
    for (int i = from; i < to; i++) {
      Change change = changes[i];
      int order = 1;
      while (at < entries.length
          && (order = entries[at].compareTo(change.keyHash(), change.key())) < 0) {
        result[size++] = entries[at++];
      }
      if (at < entries.length && order == 0) {
        at++;
      }
      EntryId after = change.after();
      if (after != null) {
        result[size++] = new Entry(change.keyHash(), change.key(), after.lane1(), after.lane2());
      }
    }
    System.arraycopy(entries, at, result, size, entries.length - at);
    size += entries.length - at;
    return size == result.length ? result : Arrays.copyOf(result, size);
  }

  private static @Nullable Node build(Entry[] entries, int from, int to, int level) {
    if (from == to) {
      return null;
    }
    if (to - from <= LEAF || level == Prefix.MAX_NIBBLES) {
      return new Leaf(entries, from, to);
    }
    @Nullable Node[] children = new Node[16];
    NodeDigest digest = NodeDigest.EMPTY;
    for (int start = from, end; start < to; start = end) {
      int nibble = Prefix.nibble(entries[start].keyHash, level);
      end = start + 1;
      while (end < to && Prefix.nibble(entries[end].keyHash, level) == nibble) {
        end++;
      }
      Node child = build(entries, start, end, level + 1);
      digest = digest.plus(digest(child));
      children[nibble] = child;
    }
    return new Inner(digest, children);
  }

  private static NodeDigest digest(@Nullable Node node) {
    return node == null ? NodeDigest.EMPTY : node.digest;
  }

  private static NodeDigest sum(Entry[] entries, int from, int to) {
    long lane1 = 0;
    long lane2 = 0;
    for (int i = from; i < to; i++) {
      lane1 += entries[i].lane1;
      lane2 += entries[i].lane2;
    }
    return new NodeDigest(lane1, lane2, to - from);
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
          here = Arrays.asList(leaf.entries).iterator();
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
