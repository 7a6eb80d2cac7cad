package io.rejoin.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What one write of the store does to the engine: one record, and deltas that are obsolete. */
final class Change {
  /** So many deltas are deleted one by one; more of them as a range, which reads pay for. */
  private static final int FEW = 256;

  private final byte[] key;
  private final byte @Nullable [] value;
  private final int obsolete;

  /** Without a value, the key goes. */
  private Change(byte[] key, byte @Nullable [] value, int obsolete) {
    this.key = key;
    this.value = value;
    this.obsolete = obsolete;
  }

  static Change put(byte[] key, byte[] value) {
    return new Change(key, value, 0);
  }

  /** A new base in place of the old one and of deltas 1 to {@code deltas}. */
  static Change base(byte[] key, byte[] value, int deltas) {
    return new Change(key, value, deltas);
  }

  /** No base any more, and no deltas 1 to {@code deltas}. */
  static Change delete(byte[] key, int deltas) {
    return new Change(key, null, deltas);
  }

  /** About what it takes in the log. */
  long bytes() {
    long head = 16L + key.length;
    return head * (1 + Math.min(obsolete, FEW)) + (value == null ? 0 : value.length);
  }

  void addTo(WriteBatch batch) throws RocksDBException {
    if (value == null) {
      batch.delete(key);
    } else {
      batch.put(key, value);
    }
    if (obsolete > FEW) {
      batch.deleteRange(Keys.delta(key, 0), Keys.delta(key, -1));
    } else {
      for (int i = 1; i <= obsolete; i++) {
        batch.delete(Keys.delta(key, i));
      }
    }
  }
}
