package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.SipHash;

/**
 * The name of an entry: the id of its type (1 to 65,535) and its key (1 to 1,024 bytes). The same
 * key under two types is two entries, so a conflict of types cannot arise. Ordered by type, then
 * key.
 */
public record EntryKey(int type, Bytes key) implements Comparable<EntryKey> {
  public static final int MAX_TYPE = 0xffff;
  public static final int MAX_KEY_BYTES = 1024;

  public EntryKey {
    if (type < 1 || type > MAX_TYPE) {
      throw new IllegalArgumentException("type id " + type + ", not in 1.." + MAX_TYPE);
    }
    if (key.isEmpty() || key.length() > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key of " + key.length() + " bytes, not of 1.." + MAX_KEY_BYTES);
    }
  }

  /** What places the entry in the grid. */
  public long hash(SipHash hash) {
    return hash.stream64().u64(type).raw(key).finish64();
  }

  public void write(ByteWriter out) {
    out.varint(type).bytes(key);
  }

  public static EntryKey read(ByteReader in) throws MalformedBytes {
    int type = (int) in.varint(MAX_TYPE);
    Bytes key = in.bytes(MAX_KEY_BYTES);
    in.check(type >= 1 && !key.isEmpty(), "entry without type or key");
    return new EntryKey(type, key);
  }

  @Override
  public int compareTo(EntryKey other) {
    int byType = Integer.compare(type, other.type);
    return byType != 0 ? byType : key.compareTo(other.key);
  }

  @Override
  public int hashCode() {
    return 31 * type + key.hashCode();
  }

  @Override
  public String toString() {
    return type + "/" + key.utf8();
  }
}
