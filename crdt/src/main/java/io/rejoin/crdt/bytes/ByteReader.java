package io.rejoin.crdt.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote and nothing else. Hostile bytes end in {@link
 * MalformedBytes}, never in another exception, an allocation that they claim but do not back, or a
 * deep recursion. Not thread-safe.
 */
public final class ByteReader {
  /** How deep nested values may be: {@link #enter} counts. */
  public static final int MAX_DEPTH = 32;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] content;
  private int offset;
  private int depth;

  public ByteReader(Bytes source) {
    content = source.content();
  }

  public int offset() {
    return offset;
  }

  public int remaining() {
    return content.length - offset;
  }

  public int u8() throws MalformedBytes {
    need(1);
    return content[offset++] & 0xff;
  }

  public int u16() throws MalformedBytes {
    need(2);
    return (u8() << 8) | u8();
  }

  public int fixed32() throws MalformedBytes {
    need(4);
    int value = (int) INTS.get(content, offset);
    offset += 4;
    return value;
  }

  public long fixed64() throws MalformedBytes {
    need(8);
    long value = (long) LONGS.get(content, offset);
    offset += 8;
    return value;
  }

  /** All 64 bits; overlong forms are refused. */
  public long varint() throws MalformedBytes {
    int start = offset;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        boolean overlong = (next == 0 && shift > 0) || (shift == 63 && next > 1);
        check(!overlong, "varint not canonical", start);
        return value;
      }
    }
    throw new MalformedBytes("varint too long", start);
  }

  /** A varint in {@code [0, max]}. */
  public long varint(long max) throws MalformedBytes {
    int start = offset;
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedBytes("number above the limit of " + max, start);
    }
    return value;
  }

  public long zigzag() throws MalformedBytes {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Length, then content, of at most {@code maxLength} bytes. */
  public Bytes bytes(int maxLength) throws MalformedBytes {
    int start = offset;
    long length = varint();
    if (length < 0 || length > maxLength) {
      throw new MalformedBytes("longer than the limit of " + maxLength, start);
    }
    return raw((int) length);
  }

  public Bytes raw(int length) throws MalformedBytes {
    need(length);
    Bytes value = Bytes.copyOf(content, offset, offset + length);
    offset += length;
    return value;
  }

  /** UTF-8, length first; malformed text is refused. */
  public String text(int maxBytes) throws MalformedBytes {
    int start = offset;
    ByteBuffer encoded = bytes(maxBytes).asByteBuffer();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedBytes("text is not UTF-8", start);
    }
  }

  /**
   * The number of elements that follow, each of which takes at least this many bytes: refuses what
   * cannot be in the rest, so that the caller may allocate for it.
   */
  public int count(int minBytesPerElement) throws MalformedBytes {
    int start = offset;
    long count = varint();
    check(
        count >= 0 && count <= remaining() / Math.max(1, minBytesPerElement),
        "more elements than bytes",
        start);
    return (int) count;
  }

  /** What was read since this offset, copied. */
  public Bytes since(int start) {
    return Bytes.copyOf(content, start, offset);
  }

  /** Steps into a nested value; refuses more than {@link #MAX_DEPTH} steps. */
  public void enter() throws MalformedBytes {
    check(++depth <= MAX_DEPTH, "nested too deep", offset);
  }

  public void leave() {
    depth--;
  }

  /** Refuses trailing bytes. */
  public void end() throws MalformedBytes {
    if (remaining() != 0) {
      throw new MalformedBytes(remaining() + " bytes too many", offset);
    }
  }

  /** For rules of the caller's own format: refuses, naming the present offset. */
  public void check(boolean condition, String what) throws MalformedBytes {
    check(condition, what, offset);
  }

  private void need(int bytes) throws MalformedBytes {
    check(bytes >= 0 && bytes <= remaining(), "bytes missing", offset);
  }

  private static void check(boolean condition, String what, int at) throws MalformedBytes {
    if (!condition) {
      throw new MalformedBytes(what, at);
    }
  }
}
