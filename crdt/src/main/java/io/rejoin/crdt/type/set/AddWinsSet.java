package io.rejoin.crdt.type.set;

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
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set from which a remove takes only what it has seen (observed-remove, add-wins set). An element
 * is a path component with one item below it for each add that is in force; an add replaces those
 * it has seen, so there is more than one only after concurrent adds.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove x</td><td>add x again</td><td>x is in</td></tr>
 * <tr><td>remove x</td><td>remove x</td><td>x is out</td></tr>
 * <tr><td>clear</td><td>add x</td><td>x is in, all else is out</td></tr>
 * </table>
 */
public final class AddWinsSet implements CrdtType<AddWinsSet.Change> {
  public static final AddWinsSet TYPE = new AddWinsSet();
  public static final int MAX_ELEMENT = Path.MAX_COMPONENT;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int CLEAR = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Adds an element, also if it is there: against a remove that has not seen this add. */
  public record Add(Bytes element) implements Change {
    public Add {
      check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD).bytes(element);
    }
  }

  /** Removes an element; changes nothing if it is not there. */
  public record Remove(Bytes element) implements Change {
    public Remove {
      check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(element);
    }
  }

  /** Removes all elements that are there. */
  public record Clear() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(CLEAR);
    }
  }

  private AddWinsSet() {}

  private static void check(Bytes element) {
    if (element.length() > MAX_ELEMENT) {
      throw new IllegalArgumentException(
          element.length() + " bytes in an element, at most " + MAX_ELEMENT + " are allowed");
    }
  }

  @Override
  public int id() {
    return 4;
  }

  @Override
  public String name() {
    return "aw-set";
  }

  @Override
  public void apply(Slot slot, Change change) {
    if (change instanceof Add add) {
      Slot element = slot.child(add.element());
      element.removeHere();
      element.put(Bytes.EMPTY);
    } else if (change instanceof Remove remove) {
      slot.child(remove.element()).clear();
    } else {
      slot.clear();
    }
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
