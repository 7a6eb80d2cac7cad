package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.register.LwwRegister;
import java.util.SortedSet;

/**
 * A set in which the last write of an element decides: for each element a {@link LwwRegister} that
 * says added or removed. A write takes a time after its own clock and after everything it has seen
 * of the element, so what was seen is always overruled; only among writes that did not see each
 * other does the time decide, then the run, and last an add wins over a remove.
 *
 * <p>An element is a path component; a removed one keeps an item, its mark, as long as the entry is
 * kept, since an earlier add of it may still be on its way; {@link #size} does not count it. Where
 * clocks should not decide, take {@link AddWinsSet} or {@link RemoveWinsSet}.
 *
 * <p>Source: M. Shapiro, N. Preguica, C. Baquero, M. Zawirski, "A comprehensive study of convergent
 * and commutative replicated data types", INRIA RR-7506 (2011), section 3.3.3.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add x at 10:00</td><td>add x at 10:01</td><td>x is in</td></tr>
 * <tr><td>add x at 10:00</td><td>remove x at 10:01</td><td>x is out</td></tr>
 * <tr><td>remove x at 10:00</td><td>add x at 10:01</td><td>x is in</td></tr>
 * <tr><td>add x at 10:00</td><td>remove x at 10:00</td><td>what the greater run did</td></tr>
 * <tr><td>remove x</td><td>remove x</td><td>x is out</td></tr>
 * <tr><td>remove a field that holds x</td><td>add x to it again</td><td>x is in</td></tr>
 * </table>
 */
public final class LwwSet implements CrdtType<ElementChange> {
  public static final LwwSet TYPE = new LwwSet();
  public static final int MAX_ELEMENT = Elements.MAX_LENGTH;

  private LwwSet() {}

  @Override
  public int id() {
    return 18;
  }

  @Override
  public String name() {
    return "lww-set";
  }

  /**
   * Both write a mark at a later time, also if the element is in or out already: against an earlier
   * write that is not seen yet.
   */
  @Override
  public void apply(Slot slot, ElementChange change) {
    Bytes mark = change instanceof ElementChange.Add ? Elements.ADDED : Elements.REMOVED;
    LwwRegister.TYPE.apply(slot.child(change.element()), new LwwRegister.Set(mark));
  }

  @Override
  public ElementChange readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return ElementChange.read(in);
  }

  private static boolean isIn(View element) {
    return LwwRegister.versions(element).stream()
        .map(LwwRegister.Version::value)
        .filter(mark -> mark.equals(Elements.ADDED) || mark.equals(Elements.REMOVED))
        .findFirst()
        .filter(Elements.ADDED::equals)
        .isPresent();
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
    return Elements.of(view, LwwSet::isIn);
  }
}
