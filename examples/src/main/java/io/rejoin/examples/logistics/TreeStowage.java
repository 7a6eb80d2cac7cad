package io.rejoin.examples.logistics;

import io.rejoin.Codec;
import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.ReplicatedTree;
import java.util.List;
import java.util.Optional;

/**
 * A tree whose nodes can be moved: whatever several sites move at once, a thing is in one place and
 * nothing is inside itself. Of two moves of one thing the later counts; of two that would make a
 * ring the earlier does.
 *
 * <p>The tree remembers every move, at most 1,000,000; take a new key for each season.
 */
public final class TreeStowage implements Stowage {
  private static final String NO_NOTE = "";

  private final ReplicatedTree<String> tree;

  public TreeStowage(Grid grid, String key) {
    tree = grid.tree(key, Codec.string());
  }

  @Override
  public Receipt open(String place) {
    return tree.put(place, NO_NOTE);
  }

  @Override
  public Receipt put(String thing, String holder) {
    if (tree.node(holder).isEmpty()) {
      throw new IllegalArgumentException("nothing is known here of '" + holder + "', into which '"
          + thing + "' should go: open it, or wait until its news has arrived");
    }
    for (Optional<String> at = Optional.of(holder); at.isPresent(); at = holder(at.get())) {
      if (at.get().equals(thing)) {
        throw new IllegalArgumentException("'" + thing + "' cannot go into '" + holder
            + "', which is inside it: take that out first");
      }
    }
    return tree.put(thing, holder, NO_NOTE);
  }

  @Override
  public Optional<String> holder(String thing) {
    return tree.node(thing).flatMap(ReplicatedTree.Node::parent);
  }

  @Override
  public List<String> inside(String holder) {
    return tree.node(holder).isEmpty() ? List.of() : tree.children(holder);
  }
}
