package io.rejoin.crdt.type.map;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A map from fields to values of any type, maps too. A field is a path component; below it lies one
 * component per type (its id in two bytes), and below that the nested type's own items. A field is
 * there as long as anything below it is live. The same field under two types is two values.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>update a</td><td>update b</td><td>both</td></tr>
 * <tr><td>update a</td><td>update a</td><td>what the nested type says</td></tr>
 * <tr><td>remove a</td><td>update a</td><td>a with what the update wrote, and only that</td></tr>
 * <tr><td>remove a</td><td>remove a</td><td>no a</td></tr>
 * <tr><td>update a as a counter</td><td>update a as a set</td><td>both, side by side</td></tr>
 * <tr><td>remove a</td><td>update b inside the map at a</td><td>a with b alone</td></tr>
 * </table>
 */
public final class ObservedRemoveMap implements CrdtType<ObservedRemoveMap.Change> {
  public static final ObservedRemoveMap TYPE = new ObservedRemoveMap();

  public static final int MAX_FIELD = Path.MAX_COMPONENT;

  /** What a type inside a map may need: a cart takes three for the copies of a merged one. */
  private static final int MAX_NESTED_PATH = 4;

  /** How many maps may lie within each other: each takes two path components. */
  public static final int MAX_NESTING = (Path.MAX_LENGTH - MAX_NESTED_PATH) / 2;

  private static final int UPDATE = 1;
  private static final int REMOVE = 2;
  private static final int TYPE_BYTES = 2;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Carries out a nested type's operation upon a field, which comes to be if it was not there. */
  public record Update<O extends Operation>(Bytes field, CrdtType<O> type, O operation)
      implements Change {
    public Update {
      check(field);
      if (nesting(operation) > MAX_NESTING) {
        throw new IllegalArgumentException("more than " + MAX_NESTING + " maps in each other");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(UPDATE).bytes(field).varint(type.id());
      operation.write(out);
    }

    private void apply(Slot slot) {
      type.apply(slot.child(field).child(component(type.id())), operation);
    }

    private static int nesting(Operation operation) {
      int nesting = 1;
      Operation inner = operation;
      while (inner instanceof Update<?> update) {
        nesting++;
        inner = update.operation();
      }
      return nesting;
    }
  }

  /** Removes a field with all that is below it; changes nothing if it is not there. */
  public record Remove(Bytes field) implements Change {
    public Remove {
      check(field);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(field);
    }
  }

  private ObservedRemoveMap() {}

  private static void check(Bytes field) {
    if (field.length() > MAX_FIELD) {
      throw new IllegalArgumentException(
          field.length() + " bytes in a field, at most " + MAX_FIELD + " are allowed");
    }
  }

  @Override
  public int id() {
    return 5;
  }

  @Override
  public String name() {
    return "or-map";
  }

  @Override
  public void apply(Slot slot, Change change) {
    if (change instanceof Update<?> update) {
      update.apply(slot);
    } else if (change instanceof Remove remove) {
      slot.child(remove.field()).clear();
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == UPDATE || kind == REMOVE, "unknown operation of a map");
    Bytes field = in.bytes(MAX_FIELD);
    if (kind == REMOVE) {
      return new Remove(field);
    }
    int id = (int) in.varint(EntryKey.MAX_TYPE);
    CrdtType<?> type = nestable.byId(id).orElse(null);
    if (type == null) {
      throw new MalformedBytes("unknown type " + id + " in a map", in.offset());
    }
    in.enter();
    Update<?> update = readUpdate(field, type, in, nestable);
    in.leave();
    return update;
  }

  private static <O extends Operation> Update<O> readUpdate(
      Bytes field, CrdtType<O> type, ByteReader in, Catalogue nestable) throws MalformedBytes {
    O operation = type.readOperation(in, nestable);
    in.check(Update.nesting(operation) <= MAX_NESTING, "too many maps in each other");
    return new Update<>(field, type, operation);
  }

  public static View field(State state, Bytes field, CrdtType<?> type) {
    return field(state.root(), field, type);
  }

  /** A field's value of one type, for that type's readers; empty if it is not there. */
  public static View field(View view, Bytes field, CrdtType<?> type) {
    return view.child(field).child(component(type.id()));
  }

  public static SortedMap<Bytes, SortedMap<Integer, View>> fields(State state) {
    return fields(state.root());
  }

  /** The fields, sorted by their bytes, each with its values by type id. */
  public static SortedMap<Bytes, SortedMap<Integer, View>> fields(View view) {
    SortedMap<Bytes, SortedMap<Integer, View>> fields = new TreeMap<>();
    view.children().forEach((field, below) -> fields.put(field, byType(below)));
    return Collections.unmodifiableSortedMap(fields);
  }

  private static SortedMap<Integer, View> byType(View field) {
    SortedMap<Integer, View> values = new TreeMap<>();
    field.children().forEach((component, view) -> {
      if (component.length() == TYPE_BYTES) {
        values.put(((component.at(0) & 0xff) << 8) | (component.at(1) & 0xff), view);
      }
    });
    return Collections.unmodifiableSortedMap(values);
  }

  private static Bytes component(int typeId) {
    return new ByteWriter(TYPE_BYTES).u16(typeId).toBytes();
  }
}
