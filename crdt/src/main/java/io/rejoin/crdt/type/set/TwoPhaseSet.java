package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.SortedSet;

/**
 * A set in which a removed element is out for good: tickets that were used, keys that were revoked,
 * names that must never be given again. Adding it later changes nothing, and a remove is final also
 * if the element was never seen.
 *
 * <p>An element is a path component; below it lies an item that says that it was added, or one that
 * says that it was removed. A remove replaces what it sees, and nothing replaces a removal. So
 * every removed element keeps one item, its mark; {@link #size} does not count it. The marks are
 * kept as long as the entry: they are what the type is for.
 *
 * <p>Inside a map a remove of the field takes the marks that it saw, too: what was removed before
 * can be added then. There adds of what is in, and removes of what is out, write again, so that
 * they stand against a remove of the field that has not seen them.
 *
 * <p>Source: M. Shapiro, N. Preguica, C. Baquero, M. Zawirski, "A comprehensive study of convergent
 * and commutative replicated data types", INRIA RR-7506 (2011), section 3.3.2.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x</td><td>add x</td><td>x is in</td></tr>
 * <tr><td>remove x</td><td>add x</td><td>x is out for good</td></tr>
 * <tr><td>remove x, which was never in</td><td>add x</td><td>x is out for good</td></tr>
 * <tr><td>remove x, add x</td><td>add x</td><td>x is out for good</td></tr>
 * <tr><td>remove x</td><td>remove x</td><td>x is out for good</td></tr>
 * <tr><td>remove a field that holds x</td><td>add x to it again</td><td>x is in</td></tr>
 * <tr><td>remove a field from which x was removed</td><td>remove x from it again</td><td>x is out
 *     for good</td></tr>
 * </table>
 */
public final class TwoPhaseSet implements CrdtType<ElementChange> {
  public static final TwoPhaseSet TYPE = new TwoPhaseSet();
  public static final int MAX_ELEMENT = Elements.MAX_LENGTH;

  private TwoPhaseSet() {}

  @Override
  public int id() {
    return 16;
  }

  @Override
  public String name() {
    return "2p-set";
  }

  /**
   * An add changes nothing if the element was ever removed; a remove is for good, also of what is
   * not there.
   */
  @Override
  public void apply(Slot slot, ElementChange change) {
    Slot element = slot.child(change.element());
    boolean isOut = Elements.has(element.seen(), Elements.REMOVED);
    boolean isRepeated = change instanceof ElementChange.Add ? isIn(element.seen()) : isOut;
    if ((change instanceof ElementChange.Add && isOut) || (isRepeated && slot.isRoot())) {
      return;
    }
    element.removeHere();
    element.put(change instanceof ElementChange.Add ? Elements.ADDED : Elements.REMOVED);
  }

  @Override
  public ElementChange readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return ElementChange.read(in);
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

  public static boolean wasRemoved(State state, Bytes element) {
    return wasRemoved(state.root(), element);
  }

  /** Is it out for good, as far as is known here? */
  public static boolean wasRemoved(View view, Bytes element) {
    return Elements.has(view.child(element), Elements.REMOVED);
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
    return Elements.of(view, TwoPhaseSet::isIn);
  }
}
