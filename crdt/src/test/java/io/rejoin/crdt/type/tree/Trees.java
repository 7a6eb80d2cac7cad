package io.rejoin.crdt.type.tree;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.tree.MovableTree.Move;
import io.rejoin.crdt.type.tree.MovableTree.Remove;
import java.util.stream.Collectors;

/** Trees with names that people can read. */
final class Trees {
  private Trees() {}

  /** Below the top if the parent is "". */
  static Move move(String node, String parent) {
    return move(node, parent, "");
  }

  static Move move(String node, String parent, String content) {
    return new Move(Bytes.utf8(node), Bytes.utf8(parent), Bytes.utf8(content));
  }

  static Remove remove(String node) {
    return new Remove(Bytes.utf8(node));
  }

  /** The paths of all nodes, each with its content if it has one, such as {@code /a /a/b=x /c}. */
  static String paths(State tree) {
    return MovableTree.nodes(tree).stream()
        .map(node -> path(tree, node)
            + (node.content().length() == 0 ? "" : "=" + node.content().utf8()))
        .collect(Collectors.joining(" "));
  }

  private static String path(State tree, MovableTree.Node node) {
    String above = node.parent().equals(MovableTree.TOP)
        ? ""
        : path(tree, MovableTree.node(tree, node.parent()).orElseThrow());
    return above + "/" + node.name().utf8();
  }
}
