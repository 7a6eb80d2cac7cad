package io.rejoin.rocksdb;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksIterator;

/** What the engine holds of one key: a record of metadata, or the base and deltas of an entry. */
final class Group {
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();

  private Group() {}

  /** A base without deltas. */
  static Group of(byte[] base, byte[] value) {
    Group group = new Group();
    group.keys.add(base);
    group.values.add(value);
    return group;
  }

  /** Reads the group at the cursor and moves it behind. */
  static Group read(RocksIterator cursor) {
    Group group = new Group();
    byte[] key = cursor.key();
    byte[] first = start(key);
    do {
      group.keys.add(key);
      group.values.add(cursor.value());
      cursor.next();
      key = cursor.isValid() ? cursor.key() : new byte[0];
    } while (isOf(first, key));
    return group;
  }

  /** The key of the base of the entry that a key belongs to; any other key itself. */
  static byte[] start(byte[] key) {
    int length = Keys.baseLength(key);
    return length == 0 || length == key.length ? key : Arrays.copyOf(key, length);
  }

  /** Whether a key belongs to the group with this start. */
  static boolean isOf(byte[] start, byte[] key) {
    return Arrays.equals(start, key) || (!Keys.isMeta(start) && Keys.isDeltaOf(start, key));
  }

  List<byte[]> keys() {
    return keys;
  }

  List<byte[]> values() {
    return values;
  }

  Optional<EntryKey> entry() {
    return Keys.entry(keys.get(0));
  }

  /** Whether it is a key of this format, nothing is missing, and every record is as written. */
  boolean isWhole() {
    byte[] base = keys.get(0);
    boolean whole =
        Keys.isMeta(base) || (Arrays.equals(base, start(base)) && entry().isPresent());
    for (int i = 0; i < keys.size() && whole; i++) {
      whole =
          Records.isWhole(keys.get(i), values.get(i)) && (i == 0 || Keys.number(keys.get(i)) == i);
    }
    return whole;
  }

  /** Of a whole entry. */
  Records.Header header() {
    return Records.header(values.get(values.size() - 1));
  }

  /** Of a whole entry. */
  Chains.Chain chain() {
    long deltas = 0;
    for (byte[] value : values.subList(1, values.size())) {
      deltas += value.length;
    }
    return new Chains.Chain(values.get(0).length, deltas, values.size() - 1);
  }

  /** The state of an entry; none if any record of it is damaged. */
  Optional<State> state() {
    Optional<State> state = isWhole() ? Records.state(values.get(0)) : Optional.empty();
    for (byte[] value : values.subList(1, values.size())) {
      state =
          state.flatMap(sum -> Records.state(value).map(delta -> sum.join(delta).state()));
    }
    return state;
  }
}
