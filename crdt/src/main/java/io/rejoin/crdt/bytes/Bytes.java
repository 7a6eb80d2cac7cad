package io.rejoin.crdt.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes with value equality and unsigned lexicographic order.
 *
 * <p>A slice is a copy: a small element never keeps a whole frame in memory. The hash code is the
 * same in every process, so the shape of a hash trie is too.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHOWN = 32;

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Takes the array over: the caller must not change it any more. */
  public static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  public static Bytes copyOf(byte[] source) {
    return wrap(source.clone());
  }

  /** Copies {@code source[from, to)}. */
  public static Bytes copyOf(byte[] source, int from, int to) {
    Objects.checkFromToIndex(from, to, source.length);
    return wrap(Arrays.copyOfRange(source, from, to));
  }

  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  public boolean startsWith(Bytes beginning) {
    int length = beginning.content.length;
    return length <= content.length
        && Arrays.equals(content, 0, length, beginning.content, 0, length);
  }

  public byte at(int index) {
    return content[index];
  }

  /** The bytes in {@code [from, to)}, copied. */
  public Bytes slice(int from, int to) {
    return from == 0 && to == content.length ? this : copyOf(content, from, to);
  }

  public byte[] toArray() {
    return content.clone();
  }

  /** The text that these bytes encode; malformed sequences become the replacement character. */
  public String utf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** A read-only view, no copy. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** The array itself, for this package's readers and hashes, which do not change it. */
  byte[] content() {
    return content;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Bytes that && Arrays.equals(content, that.content));
  }

  /** MurmurHash3 (32 bits, seed 0): text that users choose spreads well. */
  @Override
  public int hashCode() {
    int hash = 0;
    int blocks = content.length & ~3;
    for (int i = 0; i < blocks; i += 4) {
      hash = Integer.rotateLeft(hash ^ scramble((int) INTS.get(content, i)), 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int i = content.length - 1; i >= blocks; i--) {
      tail = (tail << 8) | (content[i] & 0xff);
    }
    hash ^= scramble(tail) ^ content.length;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
  }

  /** Hexadecimal, shortened, for people; not a format. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return content.length <= SHOWN
        ? hex.formatHex(content)
        : hex.formatHex(content, 0, SHOWN) + "... (" + content.length + " bytes)";
  }
}
