package io.rejoin.rocksdb;

import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Reads everything in the order of the keys. Where the engine cannot read a block, the scan looks
 * for the first key behind it and goes on there; the entry that lies across the edge of the block
 * is not told, as nobody knows what of it is missing.
 *
 * <p>A bad block fails every search for a key from behind the block before it to its own last key,
 * whatever other tables hold there: so the first byte string from which on searches succeed again
 * is found byte by byte.
 */
final class Scan {
  private static final int MAX_KEY = 2 + 2 + 1024 + 4;

  /** Hears what is found. */
  interface Sink {
    /** A key with all its records, whole or not. */
    void group(Group group);

    /** Nothing can be read behind one key and before another; neither is a key if empty. */
    void gap(byte[] after, byte[] before, String why);
  }

  private final RocksIterator cursor;
  private final Sink sink;

  Scan(RocksIterator cursor, Sink sink) {
    this.cursor = cursor;
    this.sink = sink;
  }

  void run() {
    byte[] last = new byte[0];
    cursor.seek(last);
    while (true) {
      while (cursor.isValid()) {
        Group group = Group.read(cursor);
        if (cursor.isValid() || isGood()) {
          sink.group(group);
        }
        last = group.keys().get(group.keys().size() - 1);
      }
      if (isGood()) {
        return;
      }
      byte[] next = pass(last, why());
      if (next.length == 0) {
        return;
      }
      last = next;
    }
  }

  /** Gets over a gap and the rest of the entry that it cut; empty if nothing comes behind. */
  private byte[] pass(byte[] last, String why) {
    byte[] from = beyond(last);
    if (from.length == 0) {
      sink.gap(last, from, why);
      return from;
    }
    cursor.seek(from);
    while (cursor.isValid() && !Arrays.equals(cursor.key(), Group.start(cursor.key()))) {
      cursor.next();
    }
    byte[] next = cursor.isValid() ? cursor.key() : new byte[0];
    sink.gap(last, next, why);
    return next.length == 0 && !isGood() ? from : next;
  }

  /** The least byte string above a key from which on the engine can read; empty if none. */
  private byte[] beyond(byte[] key) {
    byte[] best = new byte[0];
    byte[] prefix = new byte[0];
    while (prefix.length < MAX_KEY) {
      byte[] probe = Arrays.copyOf(prefix, prefix.length + 1);
      int good = 0;
      while (good < 256) {
        probe[prefix.length] = (byte) good;
        if (Arrays.compareUnsigned(probe, key) > 0 && canRead(probe)) {
          break;
        }
        good++;
      }
      if (good < 256) {
        best = probe.clone();
      }
      if (good == 0) {
        return best;
      }
      probe[prefix.length] = (byte) (good - 1);
      prefix = probe;
    }
    return best;
  }

  private boolean canRead(byte[] from) {
    cursor.seek(from);
    return cursor.isValid() || isGood();
  }

  private boolean isGood() {
    return why().isEmpty();
  }

  private String why() {
    try {
      cursor.status();
      return "";
    } catch (RocksDBException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
