package io.rejoin.crdt.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Appends canonical bytes to a growing buffer: every value has exactly one encoding. Fixed widths
 * are big-endian, varints are unsigned LEB128 of at most ten bytes. Not thread-safe.
 */
public final class ByteWriter {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] buffer;
  private int size;

  public ByteWriter() {
    this(64);
  }

  public ByteWriter(int expectedSize) {
    buffer = new byte[Math.max(16, expectedSize)];
  }

  /** The number of bytes that {@link #varint} uses for a value. */
  public static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  public int size() {
    return size;
  }

  public ByteWriter u8(int value) {
    require(value >= 0 && value <= 0xff, "u8 out of range: ", value);
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  public ByteWriter u16(int value) {
    require(value >= 0 && value <= 0xffff, "u16 out of range: ", value);
    return u8(value >>> 8).u8(value & 0xff);
  }

  public ByteWriter fixed32(int value) {
    ensure(4);
    INTS.set(buffer, size, value);
    size += 4;
    return this;
  }

  public ByteWriter fixed64(long value) {
    ensure(8);
    LONGS.set(buffer, size, value);
    size += 8;
    return this;
  }

  /** Unsigned: a negative value is taken as the large number that its bits mean. */
  public ByteWriter varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Signed, small magnitudes short. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** Length, then content. */
  public ByteWriter bytes(Bytes value) {
    return varint(value.length()).raw(value);
  }

  /** Content only: the reader must know the length. */
  public ByteWriter raw(Bytes value) {
    int length = value.length();
    ensure(length);
    System.arraycopy(value.content(), 0, buffer, size, length);
    size += length;
    return this;
  }

  /** UTF-8, length first. */
  public ByteWriter text(String value) {
    return bytes(Bytes.utf8(value));
  }

  /** What was written so far, copied. */
  public Bytes toBytes() {
    return Bytes.copyOf(buffer, 0, size);
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      long wanted = Math.max((long) size + more, buffer.length * 2L);
      require((long) size + more <= Integer.MAX_VALUE - 8, "more than 2 GiB: ", wanted);
      buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }

  private static void require(boolean condition, String what, long value) {
    if (!condition) {
      throw new IllegalArgumentException(what + value);
    }
  }
}
