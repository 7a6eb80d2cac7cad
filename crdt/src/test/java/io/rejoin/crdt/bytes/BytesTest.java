package io.rejoin.crdt.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void equalsByContentAndOrdersUnsigned() {
    assertEquals(Bytes.utf8("abc"), Bytes.copyOf(new byte[] {'a', 'b', 'c'}));
    assertNotEquals(Bytes.utf8("abc"), Bytes.utf8("abd"));
    assertTrue(Bytes.wrap(new byte[] {(byte) 0x80}).compareTo(Bytes.utf8("a")) > 0);
    assertTrue(Bytes.utf8("ab").compareTo(Bytes.utf8("abc")) < 0);
  }

  @Test
  void hashIsMurmur3InEveryProcess() {
    assertEquals(0, Bytes.EMPTY.hashCode());
    assertEquals(0xb3dd93fa, Bytes.utf8("abc").hashCode());
    assertEquals(0xc0363e43, Bytes.utf8("Hello, world!").hashCode());
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.copyOf(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.wrap(new byte[] {1, 2, 3}), bytes);
    assertThrows(ReadOnlyBufferException.class, () -> bytes.asByteBuffer().put((byte) 1));
  }

  @Test
  void slices() {
    Bytes bytes = Bytes.utf8("carts/alice");
    assertEquals("alice", bytes.slice(6, 11).utf8());
    assertSame(Bytes.EMPTY, bytes.slice(3, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(3, 12));
  }
}
