package io.rejoin.crdt.type.tree;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.tree.TreeMove.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A tree whose nodes can be moved, also by several sites at once, and which stays a tree: no node
 * is ever below itself, in two places, or lost. Nodes have names that the application chooses; each
 * has a content, such as a title.
 *
 * <p>The state is the set of all moves, each dated; creating, changing the content and removing are
 * moves too. The tree is what comes of carrying them out in the order of their times, each unless
 * it would put a node below itself. A local move is dated after all that it has seen, so it has the
 * effect that its author expects; among moves that did not see each other the order of times
 * decides alike everywhere.
 *
 * <p>A removed node takes along what is below it, and brings it back when it is moved into the tree
 * again. A node whose parent has not arrived yet appears together with the parent. Moves are kept,
 * also superseded ones, because a late one may change what they lead to: at most {@link
 * #MAX_MOVES}, counted by {@link #moves}. A local move costs the depth of the tree, a late one also
 * the moves after it.
 *
 * <p>Reference: M. Kleppmann, D. P. Mulligan, V. B. F. Gomes, A. R. Beresford, "A highly-available
 * move operation for replicated trees", IEEE TPDS 33(7), 2022.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>move a below b</td><td>move a below c</td><td>the later one; a is in one place</td></tr>
 * <tr><td>move a below b</td><td>move b below a</td><td>the earlier one; the other would make a
 *     cycle and has no effect</td></tr>
 * <tr><td>move a below b</td><td>change the content of a</td><td>the later one, with its place and
 *     its content</td></tr>
 * <tr><td>remove a</td><td>move a below b</td><td>the later one</td></tr>
 * <tr><td>remove a</td><td>move b below a</td><td>b is out with a, and back with a</td></tr>
 * <tr><td>remove a with b below it</td><td>move b elsewhere</td><td>b is there, a is out</td></tr>
 * <tr><td>create a</td><td>create a</td><td>one a, where the later one says</td></tr>
 * </table>
 */
public final class MovableTree implements CrdtType<MovableTree.Change> {
  public static final MovableTree TYPE = new MovableTree();
  public static final int MAX_NAME = Path.MAX_COMPONENT;
  public static final int MAX_CONTENT = 1024 * 1024;

  /** So many moves a tree may have had, over all its life. */
  public static final int MAX_MOVES = 1_000_000;

  /** The parent of the nodes at the top; no node itself. */
  public static final Bytes TOP = Bytes.EMPTY;

  private static final int MOVE = 1;
  private static final int REMOVE = 2;

  /** The operations of this type. */
  public sealed interface Change extends Operation {
    /** Who is moved or removed. */
    Bytes node();
  }

  /**
   * Puts a node below a parent, with this content; the node comes to be if it was not there.
   * Refused if the parent is not in the tree, or is the node itself or below it.
   */
  public record Move(Bytes node, Bytes parent, Bytes content) implements Change {
    public Move {
      checkNode(node);
      check("name", parent, MAX_NAME);
      check("content", content, MAX_CONTENT);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(MOVE).bytes(node).bytes(parent).bytes(content);
    }
  }

  /** Takes a node out with all that is below it; changes nothing if it is not in the tree. */
  public record Remove(Bytes node) implements Change {
    public Remove {
      checkNode(node);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(node);
    }
  }

  /** A node of the tree. */
  public record Node(Bytes name, Bytes parent, Bytes content) {}

  private MovableTree() {}

  private static void checkNode(Bytes node) {
    check("name", node, MAX_NAME);
    if (node.length() == 0) {
      throw new IllegalArgumentException("a node needs a name that is not empty");
    }
  }

  private static void check(String what, Bytes bytes, int most) {
    if (bytes.length() > most) {
      throw new IllegalArgumentException(
          bytes.length() + " bytes in a " + what + ", at most " + most + " are allowed");
    }
  }

  @Override
  public int id() {
    return 23;
  }

  @Override
  public String name() {
    return "tree";
  }

  @Override
  public void apply(Slot slot, Change change) {
    Optional<Timestamp> after = slot.derive(Replay.HOW, replay -> admitted(replay, change));
    if (after.isPresent()) {
      Optional<Place> place = change instanceof Move move
          ? Optional.of(new Place(move.parent(), move.content()))
          : Optional.empty();
      slot.child(change.node()).put(TreeMove.value(slot.now(after.get()), place));
    }
  }

  /** The time of the latest move, which this one must come after; empty if it changes nothing. */
  private static Optional<Timestamp> admitted(Replay replay, Change change) {
    if (replay.moves() >= MAX_MOVES) {
      throw new IllegalArgumentException(
          "this tree has had " + MAX_MOVES + " moves, which is the most");
    }
    if (change instanceof Move move) {
      if (!replay.contains(move.parent())) {
        throw new IllegalArgumentException("there is no node " + move.parent().utf8());
      }
      if (replay.isAtOrBelow(move.parent(), move.node())) {
        throw new IllegalArgumentException(
            move.parent().utf8() + " is " + move.node().utf8() + " or below it");
      }
      Optional<Place> there = replay.place(move.node());
      return there.equals(Optional.of(new Place(move.parent(), move.content())))
          ? Optional.empty()
          : Optional.of(replay.latest());
    }
    return replay.contains(change.node()) ? Optional.of(replay.latest()) : Optional.empty();
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == MOVE || kind == REMOVE, "unknown operation of a tree");
    Bytes node = in.bytes(MAX_NAME);
    in.check(node.length() > 0, "node without a name");
    return kind == MOVE
        ? new Move(node, in.bytes(MAX_NAME), in.bytes(MAX_CONTENT))
        : new Remove(node);
  }

  public static Optional<Node> node(State state, Bytes name) {
    return state.derive(Replay.HOW, replay -> node(replay, name));
  }

  /** The node of a name, if it is in the tree. */
  public static Optional<Node> node(View view, Bytes name) {
    return node(Replay.of(view), name);
  }

  private static Optional<Node> node(Replay replay, Bytes name) {
    return replay.place(name).map(place -> new Node(name, place.parent(), place.content()));
  }

  public static SortedSet<Bytes> children(State state, Bytes parent) {
    return state.derive(Replay.HOW, replay -> replay.children(parent));
  }

  /** The names of the nodes right below a node, or below {@link #TOP}, sorted by their bytes. */
  public static SortedSet<Bytes> children(View view, Bytes parent) {
    return Replay.of(view).children(parent);
  }

  public static List<Node> nodes(State state) {
    return state.derive(Replay.HOW, MovableTree::nodes);
  }

  /** All nodes, each before what is below it, siblings sorted by the bytes of their names. */
  public static List<Node> nodes(View view) {
    return nodes(Replay.of(view));
  }

  private static List<Node> nodes(Replay replay) {
    List<Node> nodes = new ArrayList<>();
    Deque<Bytes> left = new ArrayDeque<>();
    left.push(TOP);
    while (!left.isEmpty()) {
      Bytes name = left.pop();
      node(replay, name).ifPresent(nodes::add);
      replay.children(name).descendingSet().forEach(left::push);
    }
    return Collections.unmodifiableList(nodes);
  }

  public static int moves(State state) {
    return state.derive(Replay.HOW, Replay::moves);
  }

  /** How many moves are kept, in force or not. */
  public static int moves(View view) {
    return Replay.of(view).moves();
  }
}
