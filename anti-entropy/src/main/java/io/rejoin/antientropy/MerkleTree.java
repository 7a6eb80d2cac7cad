package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

  private static final Comparator<EntryKey> KEY_ORDER =
      Comparator.comparingInt(EntryKey::type).thenComparing(EntryKey::key);

  /** An entry as the tree knows it, its id inlined to save memory. */
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
      return byHash != 0 ? byHash : KEY_ORDER.compare(key, other.key);
    }
  }

  private sealed interface Node permits Leaf, Inner {
    NodeDigest digest();
  }

  private record Leaf(NodeDigest digest, List<Entry> entries) implements Node {}

  /** Children by nibble, null where there are no entries. */
  private static final class Inner implements Node {
    private final NodeDigest digest;
    private final @Nullable Node[] children;

    Inner(NodeDigest digest, @Nullable Node[] children) {
      this.digest = digest;
      this.children = children;
    }

    @Override
    public NodeDigest digest() {
      return digest;
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
    Node at = root;
    for (int level = top; level < range.nibbles() && at instanceof Inner inner; level++) {
      at = inner.children[Prefix.nibble(range.bits(), level)];
    }
    return at instanceof Leaf leaf && range.nibbles() > top
        ? sum(leaf.entries().stream().filter(e -> range.contains(e.keyHash())).toList())
        : digest(at);
  }

  /** The entries of this shard in a range, ascending by hash. */
  public Iterator<Entry> entries(Prefix range) {
    Node at = root;
    for (int level = top; level < range.nibbles() && at instanceof Inner inner; level++) {
      at = inner.children[Prefix.nibble(range.bits(), level)];
    }
    return at instanceof Leaf leaf
        ? leaf.entries().stream().filter(e -> range.contains(e.keyHash())).iterator()
        : new Walk(at);
  }

  /**
   * With one entry changed: {@code before} is what the tree holds of it, null for nothing, as {@code
   * after} is. Costs the path to its leaf.
   */
  public MerkleTree replace(
      long keyHash, EntryKey key, @Nullable EntryId before, @Nullable EntryId after) {
    if (!Objects.equals(before, id(keyHash, key))) {
      throw new IllegalArgumentException("the tree holds something else of " + key);
    }
    return fold(List.of(new Change(keyHash, key, after)));
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
    return new MerkleTree(top, changed(root, top, Arrays.asList(sorted)));
  }

  private @Nullable EntryId id(long keyHash, EntryKey key) {
    for (Iterator<Entry> found = entries(Prefix.of(keyHash)); found.hasNext(); ) {
      Entry entry = found.next();
      if (entry.key().equals(key)) {
        return entry.id();
      }
    }
    return null;
  }

  private static @Nullable Node changed(@Nullable Node node, int level, List<Change> changes) {
    if (changes.isEmpty()) {
      return node;
    }
    return node instanceof Inner inner
        ? changed(inner, level, changes)
        : build(merged(node instanceof Leaf leaf ? leaf.entries() : List.of(), changes), level);
  }

  private static @Nullable Node changed(Inner inner, int level, List<Change> changes) {
    @Nullable Node[] children = inner.children.clone();
    NodeDigest digest = inner.digest;
    for (int from = 0, to; from < changes.size(); from = to) {
      int nibble = Prefix.nibble(changes.get(from).keyHash(), level);
      to = from + 1;
      while (to < changes.size() && Prefix.nibble(changes.get(to).keyHash(), level) == nibble) {
        to++;
      }
      Node child = changed(children[nibble], level + 1, changes.subList(from, to));
      digest = digest.minus(digest(children[nibble])).plus(digest(child));
      children[nibble] = child;
    }
    Inner result = new Inner(digest, children);
    if (result.digest().count() > MERGE) {
      return result;
    }
    List<Entry> left = new ArrayList<>();
    new Walk(result).forEachRemaining(left::add);
    return build(left, level);
  }

  /** The entries of a leaf after the changes; both ascending. */
  private static List<Entry> merged(List<Entry> entries, List<Change> changes) {
    List<Entry> result = new ArrayList<>(entries.size() + changes.size());
    int at = 0;
    for (Change change : changes) {
      int order = -1;
      while (at < entries.size() && (order = order(entries.get(at), change)) < 0) {
        result.add(entries.get(at++));
      }
      if (at < entries.size() && order == 0) {
        at++;
      }
      EntryId after = change.after();
      if (after != null) {
        result.add(new Entry(change.keyHash(), change.key(), after.lane1(), after.lane2()));
      }
    }
    result.addAll(entries.subList(at, entries.size()));
    return result;
  }

  private static int order(Entry entry, Change change) {
    int byHash = Long.compareUnsigned(entry.keyHash(), change.keyHash());
    return byHash != 0 ? byHash : KEY_ORDER.compare(entry.key(), change.key());
  }

  private static @Nullable Node build(List<Entry> entries, int level) {
    if (entries.isEmpty()) {
      return null;
    }
    if (entries.size() <= LEAF || level == Prefix.MAX_NIBBLES) {
      return new Leaf(sum(entries), List.copyOf(entries));
    }
    @Nullable Node[] children = new Node[16];
    NodeDigest digest = NodeDigest.EMPTY;
    for (int from = 0, to; from < entries.size(); from = to) {
      int nibble = Prefix.nibble(entries.get(from).keyHash(), level);
      to = from + 1;
      while (to < entries.size() && Prefix.nibble(entries.get(to).keyHash(), level) == nibble) {
        to++;
      }
      Node child = build(entries.subList(from, to), level + 1);
      digest = digest.plus(digest(child));
      children[nibble] = child;
    }
    return new Inner(digest, children);
  }

  private static NodeDigest digest(@Nullable Node node) {
    return node == null ? NodeDigest.EMPTY : node.digest();
  }

  private static NodeDigest sum(List<Entry> entries) {
    long lane1 = 0;
    long lane2 = 0;
    for (Entry entry : entries) {
      lane1 += entry.lane1();
      lane2 += entry.lane2();
    }
    return new NodeDigest(lane1, lane2, entries.size());
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
          here = leaf.entries().iterator();
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
