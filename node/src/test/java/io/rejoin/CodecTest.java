package io.rejoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Test
  void valuesComeBack() throws MalformedBytes {
    assertComesBack(Codec.string(), "Köln 🚢");
    assertComesBack(Codec.int64(), Long.MIN_VALUE);
    assertComesBack(Codec.uuid(), new UUID(1, -2));
    assertComesBack(Codec.bytes(), Bytes.utf8("raw"));
  }

  private static <T> void assertComesBack(Codec<T> codec, T value) throws MalformedBytes {
    assertEquals(value, codec.decode(codec.encode(value)));
    assertTrue(codec.canonical());
  }

  @Test
  void numbersSortLikeTheirBytes() {
    long[] ascending = {Long.MIN_VALUE, -2, -1, 0, 1, 255, 256, Long.MAX_VALUE};
    for (int i = 1; i < ascending.length; i++) {
      Bytes less = Codec.int64().encode(ascending[i - 1]);
      assertTrue(less.compareTo(Codec.int64().encode(ascending[i])) < 0);
    }
  }

  @Test
  void foreignBytesAreMalformed() {
    Bytes three = Bytes.wrap(new byte[] {(byte) 0xff, 1, 2});
    assertThrows(MalformedBytes.class, () -> Codec.string().decode(three));
    assertThrows(MalformedBytes.class, () -> Codec.int64().decode(three));
    assertThrows(MalformedBytes.class, () -> Codec.uuid().decode(three));
  }

  @Test
  void halfASurrogateIsNotSilentlyReplaced() {
    assertThrows(GridException.UnusableValue.class, () -> Codec.string().encode("\ud800"));
  }
}
