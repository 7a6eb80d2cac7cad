package io.rejoin.antientropy;

import io.rejoin.antientropy.Content.Children;
import io.rejoin.antientropy.Content.Leaf;
import io.rejoin.antientropy.Knowledge.LiveDots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares two tries from the root down, breadth first: the sides take turns in describing, level
 * by level, all ranges that turned out to differ. A range in which one side has nothing is asked
 * for or pushed as a whole, one with few entries is described by their ids.
 *
 * <p>Each side describes or asks for a range at most once and in breadth-first order, which it
 * demands of the other as well: so the work of a session is bounded by the own trie, whatever the
 * other side says.
 */
final class MerkleDescent implements Comparison {
  static final int FORMAT = 1;

  private final Forest mine;
  private final EntryExchange exchange;

  /** Ranges that differ and are to be described next, ascending. */
  private final Deque<Prefix> nodes = new ArrayDeque<>();

  private final Deque<Prefix> leaves = new ArrayDeque<>();
  private final Deque<Prefix> wantedRanges = new ArrayDeque<>();

  private @Nullable Prefix lastNode;
  private @Nullable Prefix lastLeaf;
  private @Nullable Prefix lastWanted;
  private long streamed;

  MerkleDescent(Forest mine, EntryExchange exchange) {
    this.mine = mine;
    this.exchange = exchange;
  }

  @Override
  public void begin(NodeDigest theirs) {
    differ(Prefix.ROOT, mine.digest(), theirs.count());
  }

  private void compare(Prefix range, NodeDigest here, long theirSum, long theirCount) {
    if (here.count() != theirCount || here.lane1() != theirSum) {
      differ(range, here, theirCount);
    }
  }

  private void differ(Prefix range, NodeDigest here, long theirCount) {
    if (theirCount == 0) {
      exchange.stream(mine.entries(range));
    } else if (here.isEmpty()) {
      if (exchange.takes()) {
        wantedRanges.add(range);
      }
    } else if (here.count() <= MerkleTree.LEAF || range.nibbles() == Prefix.MAX_NIBBLES) {
      leaves.add(range);
    } else {
      nodes.add(range);
    }
  }

  @Override
  public boolean receive(Content content) {
    if (content instanceof Content.Nodes said) {
      return said.nodes().stream().allMatch(this::receive);
    } else if (content instanceof Content.Leaves said) {
      return said.leaves().stream().allMatch(this::receive);
    }
    return content instanceof Content.WantRange said
        && said.ranges().stream().allMatch(this::receive);
  }

  private boolean receive(Children node) {
    if (!follows(lastNode, node.range()) || mine.digest(node.range()).isEmpty()) {
      return false;
    }
    lastNode = node.range();
    NodeDigest[] here = mine.children(node.range());
    Iterator<Children.Child> parts = node.parts().iterator();
    Children.Child there = parts.hasNext() ? parts.next() : null;
    for (int nibble = 0; nibble < 16; nibble++) {
      Prefix range = node.range().child(nibble);
      if (there != null && there.nibble() == nibble) {
        compare(range, here[nibble], there.sum(), there.count());
        there = parts.hasNext() ? parts.next() : null;
      } else if (!here[nibble].isEmpty()) {
        compare(range, here[nibble], 0, 0);
      }
    }
    return true;
  }

  private boolean receive(Leaf leaf) {
    NodeDigest here = mine.digest(leaf.range());
    if (!follows(lastLeaf, leaf.range()) || here.isEmpty()) {
      return false;
    }
    lastLeaf = leaf.range();
    NavigableMap<Long, Set<Long>> theirs = new TreeMap<>(Long::compareUnsigned);
    for (Leaf.Id id : leaf.ids()) {
      theirs.computeIfAbsent(id.keyHash(), any -> new HashSet<>()).add(id.lane1());
    }
    int both = 0;
    for (var each : theirs.entrySet()) {
      List<MerkleTree.Entry> same = new ArrayList<>();
      mine.entries(Prefix.of(each.getKey())).forEachRemaining(same::add);
      both += same.size();
      compare(each.getKey(), same, each.getValue());
    }
    if (both < here.count()) {
      List<MerkleTree.Entry> lacking = new ArrayList<>();
      mine.entries(leaf.range()).forEachRemaining(entry -> {
        if (!theirs.containsKey(entry.keyHash())) {
          lacking.add(entry);
        }
      });
      exchange.stream(lacking.iterator());
    }
    return true;
  }

  /** The entries under one hash; two can share it, however unlikely that is. */
  private void compare(long keyHash, List<MerkleTree.Entry> here, Set<Long> theirs) {
    List<MerkleTree.Entry> differing =
        here.stream().filter(entry -> !theirs.contains(entry.lane1())).toList();
    differing.forEach(entry -> exchange.want(entry.key(), LiveDots.FEW));
    if (differing.isEmpty() && here.size() < theirs.size()) {
      exchange.want(keyHash);
    }
  }

  private boolean receive(Prefix wanted) {
    NodeDigest here = mine.digest(wanted);
    streamed += here.count();
    if (!follows(lastWanted, wanted)
        || here.isEmpty()
        || streamed > mine.digest().count()) {
      return false;
    }
    lastWanted = wanted;
    exchange.stream(mine.entries(wanted));
    return true;
  }

  private static boolean follows(@Nullable Prefix last, Prefix next) {
    return last == null || last.compareTo(next) < 0;
  }

  @Override
  public boolean hasQuestions() {
    return !(nodes.isEmpty() && leaves.isEmpty() && wantedRanges.isEmpty());
  }

  @Override
  public void ask(Turn turn) {
    turn.fill(nodes, this::children, Content.Nodes::new);
    turn.fill(leaves, this::leaf, Content.Leaves::new);
    turn.fill(wantedRanges, range -> range, Content.WantRange::new);
  }

  private Children children(Prefix range) {
    NodeDigest[] here = mine.children(range);
    List<Children.Child> parts = new ArrayList<>();
    for (int nibble = 0; nibble < 16; nibble++) {
      if (!here[nibble].isEmpty()) {
        parts.add(new Children.Child(nibble, here[nibble].lane1(), here[nibble].count()));
      }
    }
    return new Children(range, parts);
  }

  private Leaf leaf(Prefix range) {
    List<Leaf.Id> ids = new ArrayList<>();
    mine.entries(range)
        .forEachRemaining(entry -> ids.add(new Leaf.Id(entry.keyHash(), entry.lane1())));
    ids.sort(null);
    return new Leaf(range, ids);
  }
}
