package io.rejoin.rocksdb;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The keys of the engine. An entry has a base and, behind it, its deltas by number; the length
 * comes before the key, so that nothing of another entry lies between them.
 *
 * <pre>{@code
 * base     type:u16 (1..65535)  length:u16  key
 * delta    base  number:u32 (1..)
 * metadata 0:u16  name in UTF-8
 * }</pre>
 */
final class Keys {
  private static final int HEAD = 4;
  private static final int NUMBER = 4;

  private Keys() {}

  static byte[] base(EntryKey key) {
    int length = key.key().length();
    ByteBuffer out = ByteBuffer.allocate(HEAD + length);
    out.putShort((short) key.type()).putShort((short) length).put(key.key().asByteBuffer());
    return out.array();
  }

  static byte[] delta(byte[] base, int number) {
    byte[] key = Arrays.copyOf(base, base.length + NUMBER);
    ByteBuffer.wrap(key).putInt(base.length, number);
    return key;
  }

  static byte[] meta(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + text.length).putShort((short) 0).put(text).array();
  }

  static boolean isMeta(byte[] key) {
    return key.length >= 2 && key[0] == 0 && key[1] == 0;
  }

  /** How long the base of the entry is that a key belongs to; 0 if it belongs to none. */
  static int baseLength(byte[] key) {
    if (key.length <= HEAD || isMeta(key)) {
      return 0;
    }
    int length = ByteBuffer.wrap(key).getShort(2) & 0xffff;
    int rest = key.length - HEAD - length;
    boolean good = length >= 1 && length <= EntryKey.MAX_KEY_BYTES && (rest == 0 || rest == NUMBER);
    return good ? HEAD + length : 0;
  }

  /** The entry that a base or a delta belongs to; none for anything else. */
  static Optional<EntryKey> entry(byte[] key) {
    int end = baseLength(key);
    return end == 0
        ? Optional.empty()
        : Optional.of(
            new EntryKey(ByteBuffer.wrap(key).getShort() & 0xffff, Bytes.copyOf(key, HEAD, end)));
  }

  /** Whether a key is one of the deltas of an entry. */
  static boolean isDeltaOf(byte[] base, byte[] key) {
    return key.length == base.length + NUMBER
        && Arrays.equals(base, 0, base.length, key, 0, base.length);
  }

  /** The number of a delta. */
  static int number(byte[] delta) {
    return ByteBuffer.wrap(delta).getInt(delta.length - NUMBER);
  }

  /** For people. */
  static String describe(byte[] key) {
    if (isMeta(key)) {
      return "metadata '" + new String(key, 2, key.length - 2, StandardCharsets.UTF_8) + "'";
    }
    return entry(key).map(entry -> "entry " + entry).orElse("key " + Bytes.copyOf(key));
  }
}
