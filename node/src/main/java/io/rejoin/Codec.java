package io.rejoin;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.UUID;

/**
 * Turns an application's values into bytes and back, at the edge of the grid: a node that only
 * relays needs neither codec nor classes.
 *
 * <p>Thread-safe. {@link #decode} meets bytes of other nodes and must not trust them.
 *
 * @param <T> what the application holds
 */
public interface Codec<T> {

  /**
   * The bytes of a value.
   *
   * @throws GridException.UnusableValue if this codec cannot write the value
   */
  Bytes encode(T value);

  /**
   * The value of bytes that may come from anywhere.
   *
   * @throws MalformedBytes if they are not bytes of this codec
   */
  T decode(Bytes bytes) throws MalformedBytes;

  /**
   * Whether equal values always have equal bytes, on every node and in every version. Only such a
   * codec fits the elements of a set, which are compared by their bytes.
   */
  boolean canonical();

  /** Texts as UTF-8. Canonical. */
  static Codec<String> string() {
    return StandardCodecs.STRING;
  }

  /** Whole numbers in eight bytes that sort like the numbers. Canonical. */
  static Codec<Long> int64() {
    return StandardCodecs.INT64;
  }

  /** UUIDs in sixteen bytes. Canonical. */
  static Codec<UUID> uuid() {
    return StandardCodecs.UUID_CODEC;
  }

  /** Bytes as they are. Canonical. */
  static Codec<Bytes> bytes() {
    return StandardCodecs.BYTES;
  }
}
