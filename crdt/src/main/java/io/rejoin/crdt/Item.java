package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;

/**
 * The atom of every state: a value that one operation wrote at a path, named by the dot of that
 * operation. It never changes; it is live until an operation that has seen it removes it.
 */
public record Item(Dot dot, Path path, Bytes value) {
  /** A register's 16 MiB and what a type adds to them. */
  public static final int MAX_VALUE = 16 * 1024 * 1024 + 1024;

  public Item {
    check(value);
  }

  /** Refuses a value that no item may have. */
  static void check(Bytes value) {
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          value.length() + " bytes in a value, at most " + MAX_VALUE + " are allowed");
    }
  }
}
