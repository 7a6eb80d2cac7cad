package io.rejoin.value;

import static io.rejoin.crdt.type.tree.MovableTree.TOP;
import static io.rejoin.crdt.type.tree.MovableTree.TYPE;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.tree.MovableTree;
import java.util.List;
import java.util.Optional;

/**
 * A tree whose nodes have names and contents, and can be moved. Whatever several sites do at once,
 * it stays a tree: no node is below itself, in two places, or lost.
 *
 * @param <T> the class of the contents
 */
public final class ReplicatedTree<T> extends Handle<List<ReplicatedTree.Node<T>>> {
  private final Codec<T> codec;

  /**
   * A node of the tree.
   *
   * @param parent its parent's name; empty at the top
   */
  public record Node<T>(String name, Optional<String> parent, T content) {}

  public ReplicatedTree(Place place, Codec<T> codec) {
    super(place);
    this.codec = codec;
  }

  /** Puts a node at the top; it comes to be if it was not there. */
  public Receipt put(String node, T content) {
    return move(name(node), TOP, content);
  }

  /**
   * Puts a node below another; it comes to be if it was not there, and else takes along what is
   * below it.
   *
   * @throws IllegalArgumentException if the parent is not in the tree, or is the node itself or
   *     below it; nothing has changed then
   */
  public Receipt put(String node, String parent, T content) {
    return move(name(node), name(parent), content);
  }

  private Receipt move(Bytes node, Bytes parent, T content) {
    return apply(TYPE, new MovableTree.Move(node, parent, codec.encode(content)));
  }

  /** Takes a node out with all that is below it. */
  public Receipt remove(String node) {
    return apply(TYPE, new MovableTree.Remove(name(node)));
  }

  public Optional<Node<T>> node(String node) {
    Bytes name = name(node);
    return place()
        .read(state -> MovableTree.node(state, name), view -> MovableTree.node(view, name))
        .map(this::decoded);
  }

  /** The names of the nodes at the top, sorted by their bytes. */
  public List<String> children() {
    return children(TOP);
  }

  /** The names of the nodes right below a node, sorted by their bytes. */
  public List<String> children(String node) {
    return children(name(node));
  }

  private List<String> children(Bytes node) {
    return place()
        .read(state -> MovableTree.children(state, node), view -> MovableTree.children(view, node))
        .stream()
        .map(Bytes::utf8)
        .toList();
  }

  private Node<T> decoded(MovableTree.Node node) {
    Optional<String> parent =
        node.parent().equals(TOP) ? Optional.empty() : Optional.of(node.parent().utf8());
    return new Node<>(node.name().utf8(), parent, decode(codec, node.content()));
  }

  /** All nodes, each before what is below it. */
  @Override
  protected List<Node<T>> read(View view) {
    return MovableTree.nodes(view).stream().map(this::decoded).toList();
  }
}
