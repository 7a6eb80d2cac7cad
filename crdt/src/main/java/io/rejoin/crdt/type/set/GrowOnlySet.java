package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set that only grows. An element is a path component with one item below it for each add that
 * had not seen another.
 *
 * <p>At the top of an entry nothing can take an element away, so adding one that is in changes
 * nothing. Inside a map a remove of the field can; there an add replaces the adds it has seen, so
 * that it stands against a remove that has not seen it.
 *
 * <p>Source: M. Shapiro, N. Preguica, C. Baquero, M. Zawirski, "A comprehensive study of convergent
 * and commutative replicated data types", INRIA RR-7506 (2011), section 3.3.1.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x</td><td>add y</td><td>x and y are in</td></tr>
 * <tr><td>add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove a field that holds x and y</td><td>add x to it again</td><td>x is in</td></tr>
 * </table>
 */
public final class GrowOnlySet implements CrdtType<GrowOnlySet.Add> {
  public static final GrowOnlySet TYPE = new GrowOnlySet();
  public static final int MAX_ELEMENT = Elements.MAX_LENGTH;

  /** Adds an element; changes nothing if it is in for good. */
  public record Add(Bytes element) implements Operation {
    public Add {
      Elements.check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.bytes(element);
    }
  }

  private GrowOnlySet() {}

  @Override
  public int id() {
    return 14;
  }

  @Override
  public String name() {
    return "g-set";
  }

  @Override
  public void apply(Slot slot, Add add) {
    if (slot.isRoot() && contains(slot.seen(), add.element())) {
      return;
    }
    Slot element = slot.child(add.element());
    element.removeHere();
    element.put(Bytes.EMPTY);
  }

  @Override
  public Add readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Add(in.bytes(MAX_ELEMENT));
  }

  public static boolean contains(State state, Bytes element) {
    return contains(state.root(), element);
  }

  /** Costs the same in a large set as in a small one. */
  public static boolean contains(View view, Bytes element) {
    return !view.child(element).isEmpty();
  }

  public static int size(State state) {
    return size(state.root());
  }

  public static int size(View view) {
    return view.childCount();
  }

  public static SortedSet<Bytes> elements(State state) {
    return elements(state.root());
  }

  /** The elements, sorted by their bytes. */
  public static SortedSet<Bytes> elements(View view) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(view.children().keySet()));
  }
}
