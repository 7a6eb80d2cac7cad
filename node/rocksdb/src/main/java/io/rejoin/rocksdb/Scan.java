package io.rejoin.rocksdb;

import java.util.Arrays;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Reads everything in the order of the keys. Where the engine cannot read a block, the scan looks
 * for the first key behind it and goes on there; the entry that lies across the edge of the block
 * is not told, as nobody knows what of it is missing.
 *
 * <p>A bad block fails every search for a key from behind the block before it to its own last key,
 * whatever other tables hold there: so the first byte string from which on searches succeed again
 * is found byte by byte. A cursor that failed once is not used again: what it says then differs.
 */
final class Scan {
  private static final int MAX_KEY = 2 + 2 + 1024 + 4;

  /** So many bytes of a key that all fail are enough to believe in the edge found before. */
  private static final int ENOUGH = 8;

  /** Hears what is found. */
  interface Sink {
    /** A key with all its records, whole or not. */
    void group(Group group);

    /** Nothing can be read behind one key and before another; neither is a key if empty. */
    void gap(byte[] after, byte[] before, String why);
  }

  private final Supplier<RocksIterator> cursors;
  private final Sink sink;

  /** Reads through cursors that all show the same. */
  Scan(Supplier<RocksIterator> cursors, Sink sink) {
    this.cursors = cursors;
    this.sink = sink;
  }

  void run() {
    byte[] last = new byte[0];
    byte[] from = last;
    String why = "";
    boolean more = true;
    while (more) {
      try (RocksIterator cursor = cursors.get()) {
        cursor.seek(from);
        skipRest(cursor);
        if (from.length > 0) {
          sink.gap(last, cursor.isValid() ? cursor.key() : new byte[0], why);
        }
        last = read(cursor, from);
        why = complaint(cursor);
        more = !why.isEmpty();
      }
      if (more) {
        from = beyond(last);
        more = from.length > 0;
        if (!more) {
          sink.gap(last, from, why);
        }
      }
    }
  }

  /** Passes the deltas of an entry whose base is behind. */
  private static void skipRest(RocksIterator cursor) {
    while (cursor.isValid() && !Arrays.equals(cursor.key(), Group.start(cursor.key()))) {
      cursor.next();
    }
  }

  /** Tells what there is up to the next gap; the last key before it. */
  private byte[] read(RocksIterator cursor, byte[] from) {
    byte[] last = from;
    while (cursor.isValid()) {
      Group group = Group.read(cursor);
      if (cursor.isValid() || isGood(cursor)) {
        sink.group(group);
      }
      last = group.keys().get(group.keys().size() - 1);
    }
    return last;
  }

  /** The least byte string above a key from which on the engine can read; empty if none. */
  private byte[] beyond(byte[] key) {
    byte[] best = new byte[0];
    byte[] prefix = new byte[0];
    int failed = 0;
    while (prefix.length < MAX_KEY && failed < ENOUGH) {
      byte[] probe = Arrays.copyOf(prefix, prefix.length + 1);
      int good = firstGood(probe, key);
      if (good == 0) {
        return probe;
      }
      if (good < 256) {
        best = probe.clone();
        failed = 0;
      } else {
        failed++;
      }
      probe[prefix.length] = (byte) (good - 1);
      prefix = probe;
    }
    return best;
  }

  /** Sets the last byte of a probe to the first value with which it can be read; 256 if none. */
  private int firstGood(byte[] probe, byte[] above) {
    for (int value = 0; value < 256; value++) {
      probe[probe.length - 1] = (byte) value;
      if (Arrays.compareUnsigned(probe, above) > 0 && canRead(probe)) {
        return value;
      }
    }
    return 256;
  }

  private boolean canRead(byte[] from) {
    try (RocksIterator cursor = cursors.get()) {
      cursor.seek(from);
      return cursor.isValid() || isGood(cursor);
    }
  }

  private static boolean isGood(RocksIterator cursor) {
    return complaint(cursor).isEmpty();
  }

  private static String complaint(RocksIterator cursor) {
    try {
      cursor.status();
      return "";
    } catch (RocksDBException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
