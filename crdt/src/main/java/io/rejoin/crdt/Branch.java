package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.persistent.HashTrie;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the persistent index from paths to items. A path that holds one item and nothing deeper
 * is a {@link Twig}, so that an element of a large set costs little.
 */
record Branch(DotMap<Item> here, HashTrie<Bytes, View> deeper) implements View {
  static final Branch EMPTY = new Branch(DotMap.empty(), HashTrie.empty());

  /** The end of a path with exactly one item. */
  record Twig(Item item) implements View {
    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public List<Item> items() {
      return List.of(item);
    }

    @Override
    public View child(Bytes component) {
      return EMPTY;
    }

    @Override
    public SortedMap<Bytes, View> children() {
      return Collections.emptySortedMap();
    }

    @Override
    public int childCount() {
      return 0;
    }

    @Override
    public void forEach(Consumer<Item> action) {
      action.accept(item);
    }
  }

  /** The index of all these items. */
  static Branch of(DotMap<Item> live) {
    return EMPTY.changed(live, live, List.of());
  }

  /** The root after a change whose outcome is {@code live}. */
  Branch changed(DotMap<Item> live, Iterable<Item> added, Iterable<Item> removed) {
    if (deeper.isEmpty() && allAtRoot(added)) {
      return new Branch(live, deeper);
    }
    Branch root = this;
    for (Item item : removed) {
      root = root.remove(item, 0);
    }
    for (Item item : added) {
      root = root.put(item, 0);
    }
    return root;
  }

  private static boolean allAtRoot(Iterable<Item> items) {
    for (Item item : items) {
      if (!item.path().isRoot()) {
        return false;
      }
    }
    return true;
  }

  /** With an item whose path leads through this node at this depth. */
  Branch put(Item item, int depth) {
    if (item.path().length() == depth) {
      return new Branch(here.put(item.dot(), item), deeper);
    }
    Bytes component = item.path().component(depth);
    return new Branch(here, deeper.update(component, child -> put(child, item, depth + 1)));
  }

  private static View put(@Nullable View child, Item item, int depth) {
    return child == null && item.path().length() == depth
        ? new Twig(item)
        : asBranch(child).put(item, depth);
  }

  /** Without an item that is here or deeper. */
  Branch remove(Item item, int depth) {
    if (item.path().length() == depth) {
      return new Branch(here.remove(item.dot()), deeper);
    }
    Bytes component = item.path().component(depth);
    View before = deeper.get(component);
    if (before instanceof Branch branch) {
      View after = branch.remove(item, depth + 1).pruned();
      return new Branch(
          here, after.isEmpty() ? deeper.remove(component) : deeper.put(component, after));
    }
    return new Branch(here, deeper.remove(component));
  }

  private View pruned() {
    return deeper.isEmpty() && here.size() == 1 ? new Twig(here.iterator().next()) : this;
  }

  private static Branch asBranch(@Nullable View view) {
    if (view instanceof Twig twig) {
      DotMap<Item> one = DotMap.<Item>empty().put(twig.item().dot(), twig.item());
      return new Branch(one, HashTrie.empty());
    }
    return view == null ? EMPTY : (Branch) view;
  }

  @Override
  public boolean isEmpty() {
    return here.isEmpty() && deeper.isEmpty();
  }

  @Override
  public List<Item> items() {
    return here.isEmpty() ? List.of() : here.values();
  }

  @Override
  public View child(Bytes component) {
    View child = deeper.get(component);
    return child == null ? EMPTY : child;
  }

  @Override
  public SortedMap<Bytes, View> children() {
    SortedMap<Bytes, View> sorted = new TreeMap<>();
    deeper.forEach(sorted::put);
    return Collections.unmodifiableSortedMap(sorted);
  }

  @Override
  public int childCount() {
    return deeper.size();
  }

  @Override
  public void forEach(Consumer<Item> action) {
    here.forEach(action);
    deeper.forEach((component, view) -> view.forEach(action));
  }
}
