package io.rejoin.crdt.type.map;

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
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A map from a field to a set of values: an {@link AddWinsSet} for each field. A remove takes only
 * what it has seen, so a concurrent put of the same pair stands. A field without values is not
 * there, and nothing is kept of what was removed.
 *
 * <p>Field and value are two path components with one item below them for each put that is in
 * force; a put replaces those it has seen.
 *
 * <p>Source: as for the set, A. Bieniusa, M. Zawirski, N. Preguica, M. Shapiro, C. Baquero, V.
 * Balegas, S. Duarte, "An optimized conflict-free replicated set", INRIA RR-8083 (2012).
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>put a = x</td><td>put a = y</td><td>a = x and y</td></tr>
 * <tr><td>put a = x</td><td>put a = x</td><td>a = x, once</td></tr>
 * <tr><td>remove a = x</td><td>put a = x again</td><td>a = x</td></tr>
 * <tr><td>remove a = x</td><td>remove a = x</td><td>not a = x</td></tr>
 * <tr><td>remove all of a</td><td>put a = y</td><td>a = y alone</td></tr>
 * <tr><td>remove all of a</td><td>put b = x</td><td>b = x, no a</td></tr>
 * <tr><td>remove the field of an enclosing map</td><td>put a = y in it</td><td>a = y alone</td>
 *     </tr>
 * </table>
 */
public final class Multimap implements CrdtType<Multimap.Change> {
  public static final Multimap TYPE = new Multimap();
  public static final int MAX_FIELD = Path.MAX_COMPONENT;
  public static final int MAX_VALUE = AddWinsSet.MAX_ELEMENT;

  private static final int PUT = 1;
  private static final int REMOVE = 2;
  private static final int REMOVE_ALL = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {
    Bytes field();
  }

  /** Adds a value to a field, also if it is there: against a remove that has not seen this put. */
  public record Put(Bytes field, Bytes value) implements Change {
    public Put {
      check(field, value);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(PUT).bytes(field).bytes(value);
    }
  }

  /** Removes a value from a field; changes nothing if it is not there. */
  public record Remove(Bytes field, Bytes value) implements Change {
    public Remove {
      check(field, value);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(field).bytes(value);
    }
  }

  /** Removes all values of a field that are there. */
  public record RemoveAll(Bytes field) implements Change {
    public RemoveAll {
      check(field, Bytes.EMPTY);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE_ALL).bytes(field);
    }
  }

  private Multimap() {}

  private static void check(Bytes field, Bytes value) {
    if (field.length() > MAX_FIELD || value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          "at most " + MAX_FIELD + " bytes are allowed in a field or a value, not "
              + Math.max(field.length(), value.length()));
    }
  }

  @Override
  public int id() {
    return 20;
  }

  @Override
  public String name() {
    return "multimap";
  }

  @Override
  public void apply(Slot slot, Change change) {
    Slot values = slot.child(change.field());
    if (change instanceof Put put) {
      AddWinsSet.TYPE.apply(values, new AddWinsSet.Add(put.value()));
    } else if (change instanceof Remove remove) {
      AddWinsSet.TYPE.apply(values, new AddWinsSet.Remove(remove.value()));
    } else {
      values.clear();
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= PUT && kind <= REMOVE_ALL, "unknown operation of a multimap");
    Bytes field = in.bytes(MAX_FIELD);
    if (kind == REMOVE_ALL) {
      return new RemoveAll(field);
    }
    Bytes value = in.bytes(MAX_VALUE);
    return kind == PUT ? new Put(field, value) : new Remove(field, value);
  }

  public static boolean contains(State state, Bytes field, Bytes value) {
    return contains(state.root(), field, value);
  }

  /** Costs the same in a large map as in a small one. */
  public static boolean contains(View view, Bytes field, Bytes value) {
    return AddWinsSet.contains(view.child(field), value);
  }

  public static SortedSet<Bytes> values(State state, Bytes field) {
    return values(state.root(), field);
  }

  /** The values of a field, sorted by their bytes; none if the field is not there. */
  public static SortedSet<Bytes> values(View view, Bytes field) {
    return AddWinsSet.elements(view.child(field));
  }

  public static int size(State state) {
    return size(state.root());
  }

  /** The number of pairs of a field and a value. Costs O(fields). */
  public static int size(View view) {
    return view.children().values().stream().mapToInt(AddWinsSet::size).sum();
  }

  public static SortedMap<Bytes, SortedSet<Bytes>> fields(State state) {
    return fields(state.root());
  }

  /** The fields that have values, and their values, all sorted by their bytes. */
  public static SortedMap<Bytes, SortedSet<Bytes>> fields(View view) {
    SortedMap<Bytes, SortedSet<Bytes>> fields = new TreeMap<>();
    view.children().forEach((field, values) -> {
      if (AddWinsSet.size(values) > 0) {
        fields.put(field, AddWinsSet.elements(values));
      }
    });
    return Collections.unmodifiableSortedMap(fields);
  }
}
