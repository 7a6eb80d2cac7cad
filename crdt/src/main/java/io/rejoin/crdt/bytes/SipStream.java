package io.rejoin.crdt.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One computation of {@link SipHash}: takes words and bytes one after the other, as if they had
 * been written little-endian into one array. Used once, by one thread.
 */
public final class SipStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private final int wide;

  /** The bytes that do not yet fill a word, lowest first, and the count of all bytes. */
  private long tail;

  private long length;

  SipStream(long k0, long k1, int wide) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ wide;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    this.wide = wide;
  }

  public SipStream u64(long word) {
    int filled = 8 * (int) (length & 7);
    length += 8;
    if (filled == 0) {
      block(word);
    } else {
      block(tail | (word << filled));
      tail = word >>> (64 - filled);
    }
    return this;
  }

  public SipStream u8(int value) {
    int filled = 8 * (int) (length & 7);
    tail |= (value & 0xffL) << filled;
    length++;
    if (filled == 56) {
      block(tail);
      tail = 0;
    }
    return this;
  }

  /** Length as a word, then content: what follows cannot be mistaken for a part of it. */
  public SipStream bytes(Bytes value) {
    return u64(value.length()).raw(value);
  }

  public SipStream raw(Bytes value) {
    byte[] content = value.content();
    int words = content.length & ~7;
    for (int i = 0; i < words; i += 8) {
      u64((long) LONGS.get(content, i));
    }
    for (int i = words; i < content.length; i++) {
      u8(content[i]);
    }
    return this;
  }

  public long finish64() {
    end();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  public Hash128 finish128() {
    end();
    long first = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds(4);
    return new Hash128(first, v0 ^ v1 ^ v2 ^ v3);
  }

  private void end() {
    block(tail | (length << 56));
    v2 ^= wide == 0 ? 0xff : wide;
    rounds(4);
  }

  private void block(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
