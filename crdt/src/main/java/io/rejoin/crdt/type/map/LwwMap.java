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
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.register.LwwRegister;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A map of plain values in which the last write of a field decides; a remove is a write, too. Each
 * field is a {@link LwwRegister}: a write takes a time after its own clock and after everything it
 * has seen of the field, so what was seen is always overruled; only among writes that did not see
 * each other does the time decide, then the run, then the bytes. The losers stay readable until the
 * next write of the field.
 *
 * <p>A field is a path component. A removed field keeps an item, its mark, as long as the entry is
 * kept, since an earlier put may still be on its way; {@link #size} does not count it. Where values
 * of one field should be joined and not chosen, take {@link ObservedRemoveMap}.
 *
 * <p>Source: as for the register, P. R. Johnson, R. H. Thomas, "The maintenance of duplicate
 * databases", RFC 677 (1975): each entry with its time, deletions as entries with a time.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>put a = x</td><td>put b = y</td><td>both</td></tr>
 * <tr><td>put a = x at 10:00</td><td>put a = y at 10:01</td><td>y; x is among the versions</td>
 *     </tr>
 * <tr><td>put a = x at 10:00</td><td>put a = y at 10:00</td><td>that of the greater run</td></tr>
 * <tr><td>put a = x at 10:00</td><td>remove a at 10:01</td><td>no a; x is among the versions</td>
 *     </tr>
 * <tr><td>remove a at 10:00</td><td>put a = y at 10:01</td><td>y</td></tr>
 * <tr><td>remove a</td><td>remove a</td><td>no a</td></tr>
 * <tr><td>remove the field of an enclosing map</td><td>put a = y in it</td><td>a = y alone</td>
 *     </tr>
 * </table>
 */
public final class LwwMap implements CrdtType<LwwMap.Change> {
  public static final LwwMap TYPE = new LwwMap();
  public static final int MAX_FIELD = Path.MAX_COMPONENT;

  /** One less than a register's: it says that the field was not removed. */
  public static final int MAX_VALUE = LwwRegister.MAX_VALUE - 1;

  private static final int PUT = 1;
  private static final int REMOVE = 2;

  private static final Bytes REMOVED = Bytes.wrap(new byte[] {0});
  private static final int HELD = 1;

  /** The operations of this type. */
  public sealed interface Change extends Operation {
    Bytes field();
  }

  /** Writes a field's value of at most {@link #MAX_VALUE} bytes. */
  public record Put(Bytes field, Bytes value) implements Change {
    public Put {
      check(field);
      if (value.length() > MAX_VALUE) {
        throw new IllegalArgumentException(
            value.length() + " bytes in a value, at most " + MAX_VALUE + " are allowed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(PUT).bytes(field).bytes(value);
    }
  }

  /** Removes a field, also if it is not there: against an earlier put that is not seen yet. */
  public record Remove(Bytes field) implements Change {
    public Remove {
      check(field);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(field);
    }
  }

  /** What was written to a field and when; no value if the field was removed. */
  public record Version(Timestamp time, Dot dot, Optional<Bytes> value) {
    private static Optional<Version> of(LwwRegister.Version version) {
      Bytes mark = version.value();
      boolean isHeld = !mark.isEmpty() && mark.at(0) == HELD;
      if (!isHeld && !mark.equals(REMOVED)) {
        return Optional.empty();
      }
      Optional<Bytes> value = isHeld ? Optional.of(mark.slice(1, mark.length())) : Optional.empty();
      return Optional.of(new Version(version.time(), version.dot(), value));
    }
  }

  private LwwMap() {}

  private static void check(Bytes field) {
    if (field.length() > MAX_FIELD) {
      throw new IllegalArgumentException(
          field.length() + " bytes in a field, at most " + MAX_FIELD + " are allowed");
    }
  }

  @Override
  public int id() {
    return 19;
  }

  @Override
  public String name() {
    return "lww-map";
  }

  @Override
  public void apply(Slot slot, Change change) {
    Bytes mark = change instanceof Put put
        ? new ByteWriter(put.value().length() + 1).u8(HELD).raw(put.value()).toBytes()
        : REMOVED;
    LwwRegister.TYPE.apply(slot.child(change.field()), new LwwRegister.Set(mark));
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == PUT || kind == REMOVE, "unknown operation of a map");
    Bytes field = in.bytes(MAX_FIELD);
    return kind == PUT ? new Put(field, in.bytes(MAX_VALUE)) : new Remove(field);
  }

  private static List<Version> read(View field) {
    List<Version> versions = new ArrayList<>();
    for (LwwRegister.Version version : LwwRegister.versions(field)) {
      Version.of(version).ifPresent(versions::add);
    }
    return Collections.unmodifiableList(versions);
  }

  private static Optional<Bytes> last(View field) {
    return read(field).stream().findFirst().flatMap(Version::value);
  }

  public static Optional<Bytes> value(State state, Bytes field) {
    return value(state.root(), field);
  }

  /** A field's value, if it has one. Costs the same in a large map as in a small one. */
  public static Optional<Bytes> value(View view, Bytes field) {
    return last(view.child(field));
  }

  public static List<Version> versions(State state, Bytes field) {
    return versions(state.root(), field);
  }

  /** The write that won a field first, then the concurrent writes that lost against it. */
  public static List<Version> versions(View view, Bytes field) {
    return read(view.child(field));
  }

  public static int size(State state) {
    return size(state.root());
  }

  /** The number of fields that have a value. Costs O(those ever written). */
  public static int size(View view) {
    return fields(view).size();
  }

  public static SortedMap<Bytes, Bytes> fields(State state) {
    return fields(state.root());
  }

  /** The fields that have a value, sorted by their bytes, and the values. */
  public static SortedMap<Bytes, Bytes> fields(View view) {
    SortedMap<Bytes, Bytes> fields = new TreeMap<>();
    view.children().forEach((field, below) -> last(below).ifPresent(v -> fields.put(field, v)));
    return Collections.unmodifiableSortedMap(fields);
  }
}
