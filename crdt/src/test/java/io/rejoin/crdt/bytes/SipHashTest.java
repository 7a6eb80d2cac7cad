package io.rejoin.crdt.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** The authors' test vectors (vectors.h of their reference code): key 00..0f, input 00, 01, ... */
class SipHashTest {
  private static final SipHash KEYED = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  private static Bytes counting(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) i;
    }
    return Bytes.wrap(content);
  }

  private static String hex(long... littleEndian) {
    ByteWriter out = new ByteWriter();
    for (long word : littleEndian) {
      out.fixed64(Long.reverseBytes(word));
    }
    return out.toBytes().toString();
  }

  @Test
  void givesThePublishedHashesOf64Bits() {
    assertEquals("310e0edd47db6f72", hex(KEYED.hash64(counting(0))));
    assertEquals("fd67dc93c539f874", hex(KEYED.hash64(counting(1))));
    assertEquals("5a4fa9d909806c0d", hex(KEYED.hash64(counting(2))));
    assertEquals("2d7efbd796666785", hex(KEYED.hash64(counting(3))));
    assertEquals("e545be4961ca29a1", hex(KEYED.hash64(counting(15))));
  }

  @Test
  void givesThePublishedHashesOf128Bits() {
    assertEquals("a3817f04ba25a8e66df67214c7550293", hex128(counting(0)));
    assertEquals("da87c1d86b99af44347659119b22fc45", hex128(counting(1)));
    assertEquals("8177228da4a45dc7fca38bdef60affe4", hex128(counting(2)));
  }

  private static String hex128(Bytes input) {
    Hash128 hash = KEYED.hash128(input);
    return hex(hash.high(), hash.low());
  }

  @Test
  void aStreamIsTheHashOfItsConcatenation() {
    for (int length = 0; length < 40; length++) {
      Bytes input = counting(length);
      SipStream stream =
          KEYED.stream64().u8(7).raw(input).u64(0x0102030405060708L).raw(input);
      Bytes whole = new ByteWriter()
          .u8(7)
          .raw(input)
          .fixed64(Long.reverseBytes(0x0102030405060708L))
          .raw(input)
          .toBytes();
      assertEquals(KEYED.hash64(whole), stream.finish64(), "length " + length);
    }
  }

  @Test
  void derivedKeysDifferByMaterialAndPurpose() {
    SipHash key = SipHash.derive(Bytes.utf8("shop"), "keys");
    assertEquals(key, SipHash.derive(Bytes.utf8("shop"), "keys"));
    assertNotEquals(key, SipHash.derive(Bytes.utf8("shop"), "states"));
    assertNotEquals(key, SipHash.derive(Bytes.utf8("shops"), "keys"));
  }
}
