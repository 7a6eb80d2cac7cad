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
import java.util.SortedSet;

/**
 * A set in which a remove wins against every add that it has not seen and that has not seen it:
 * lists of what is forbidden, revoked or recalled. An add that has seen the remove overrules it.
 *
 * <p>An element is a path component; each add or remove replaces the items that it sees there by
 * one that says which it was. The element is in if an add is there and no remove is. A remove
 * writes always, also of an element that nobody has seen, since an add of it may be on its way.
 *
 * <p>So a removed element keeps one item, its mark, until it is added again; {@link #size} does not
 * count it. The marks are kept as long as the entry: forgetting by the horizon drops what was
 * removed, and these are live. Where elements come and go for ever, {@link AddWinsSet} keeps
 * nothing of those that are gone.
 *
 * <p>Source: C. Baquero, P. S. Almeida, A. Shoker, "Pure operation-based replicated data types",
 * arXiv:1710.04469 (2017), section on the remove-wins set.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove x</td><td>add x</td><td>x is out</td></tr>
 * <tr><td>remove x, which was never in</td><td>add x</td><td>x is out</td></tr>
 * <tr><td>remove x</td><td>remove x</td><td>x is out</td></tr>
 * <tr><td>remove x, add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove x, add x</td><td>remove x</td><td>x is out</td></tr>
 * <tr><td>clear, having seen x</td><td>add x again, add y</td><td>x is out, y is in</td></tr>
 * <tr><td>remove a field that holds x</td><td>add x to it again</td><td>x is in</td></tr>
 * </table>
 */
public final class RemoveWinsSet implements CrdtType<RemoveWinsSet.Change> {
  public static final RemoveWinsSet TYPE = new RemoveWinsSet();
  public static final int MAX_ELEMENT = Elements.MAX_LENGTH;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int CLEAR = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Adds an element, and overrules the removes of it that it has seen. */
  public record Add(Bytes element) implements Change {
    public Add {
      Elements.check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD).bytes(element);
    }
  }

  /** Removes an element, also if it is not there: against an add that is not seen yet. */
  public record Remove(Bytes element) implements Change {
    public Remove {
      Elements.check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(element);
    }
  }

  /** Removes all elements that are in; changes nothing if there are none. */
  public record Clear() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(CLEAR);
    }
  }

  private RemoveWinsSet() {}

  @Override
  public int id() {
    return 15;
  }

  @Override
  public String name() {
    return "rw-set";
  }

  @Override
  public void apply(Slot slot, Change change) {
    if (change instanceof Add add) {
      mark(slot.child(add.element()), Elements.ADDED);
    } else if (change instanceof Remove remove) {
      mark(slot.child(remove.element()), Elements.REMOVED);
    } else {
      elements(slot.seen()).forEach(element -> mark(slot.child(element), Elements.REMOVED));
    }
  }

  private static void mark(Slot element, Bytes mark) {
    element.removeHere();
    element.put(mark);
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= ADD && kind <= CLEAR, "unknown operation of a set");
    if (kind == CLEAR) {
      return new Clear();
    }
    Bytes element = in.bytes(MAX_ELEMENT);
    return kind == ADD ? new Add(element) : new Remove(element);
  }

  private static boolean isIn(View element) {
    return Elements.has(element, Elements.ADDED) && !Elements.has(element, Elements.REMOVED);
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
    return Elements.of(view, RemoveWinsSet::isIn);
  }
}
