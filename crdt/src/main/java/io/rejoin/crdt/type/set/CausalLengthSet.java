package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.SortedSet;

/**
 * A set that knows of each element how often it was added and removed in turn: its causal length,
 * odd while it is in, even while it is out. An add of what is out and a remove of what is in make
 * it one longer; any other operation changes nothing. The greater length wins, so of two sites that
 * worked apart the one that changed its mind more often is right.
 *
 * <p>Concurrent adds of an element count as one, and so do concurrent removes. Therefore a remove
 * takes the element away although another site had added it at the same time: {@link AddWinsSet}
 * and {@link RemoveWinsSet} are easier to explain to people. This one is for elements that are
 * switched in and out, with undo and redo.
 *
 * <p>An element is a path component; an operation replaces the items it sees there by one with the
 * new length, and the length is the greatest of those that are there. A removed element keeps that
 * one item, which {@link #size} does not count, as long as the entry is kept. Inside a map a remove
 * of the field takes the lengths that it saw, so that they start again from nothing.
 *
 * <p>Source: W. Yu, S. Rostad, "A low-cost set CRDT based on causal lengths", PaPoC 2020.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove x</td><td>remove x</td><td>x is out</td></tr>
 * <tr><td>remove x</td><td>add x, which is in</td><td>x is out: the add changed nothing</td></tr>
 * <tr><td>add x, remove x</td><td>add x</td><td>x is out: both adds are one</td></tr>
 * <tr><td>remove x, add x</td><td>remove x</td><td>x is in</td></tr>
 * <tr><td>remove a field that holds x</td><td>add x to it, which is in</td><td>x is out: the add
 *     changed nothing</td></tr>
 * </table>
 */
public final class CausalLengthSet implements CrdtType<ElementChange> {
  public static final CausalLengthSet TYPE = new CausalLengthSet();
  public static final int MAX_ELEMENT = Elements.MAX_LENGTH;

  private CausalLengthSet() {}

  @Override
  public int id() {
    return 17;
  }

  @Override
  public String name() {
    return "cl-set";
  }

  /** An add changes nothing if the element is in, a remove if it is out. */
  @Override
  public void apply(Slot slot, ElementChange change) {
    Slot element = slot.child(change.element());
    long length = length(element.seen());
    if (isIn(length) == change instanceof ElementChange.Add) {
      return;
    }
    if (length == Long.MAX_VALUE) {
      throw new IllegalArgumentException("the element was added and removed too often");
    }
    element.removeHere();
    element.put(new ByteWriter().varint(length + 1).toBytes());
  }

  @Override
  public ElementChange readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return ElementChange.read(in);
  }

  private static long length(View element) {
    long length = 0;
    for (Item item : element.items()) {
      length = Math.max(length, read(item.value()));
    }
    return length;
  }

  private static long read(Bytes value) {
    try {
      ByteReader in = new ByteReader(value);
      long length = in.varint(Long.MAX_VALUE);
      in.end();
      return length;
    } catch (MalformedBytes e) {
      return 0;
    }
  }

  private static boolean isIn(long length) {
    return length % 2 == 1;
  }

  private static boolean isIn(View element) {
    return isIn(length(element));
  }

  public static boolean contains(State state, Bytes element) {
    return contains(state.root(), element);
  }

  /** Costs the same in a large set as in a small one. */
  public static boolean contains(View view, Bytes element) {
    return isIn(view.child(element));
  }

  public static int size(State state) {
    return size(state.root());
  }

  /** The number of elements that are in. Costs O(those ever added or removed). */
  public static int size(View view) {
    return elements(view).size();
  }

  public static SortedSet<Bytes> elements(State state) {
    return elements(state.root());
  }

  /** The elements, sorted by their bytes. */
  public static SortedSet<Bytes> elements(View view) {
    return Elements.of(view, CausalLengthSet::isIn);
  }
}
