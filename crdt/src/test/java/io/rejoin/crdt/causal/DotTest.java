package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import org.junit.jupiter.api.Test;

class DotTest {
  private static final Dot DOT = new Dot(new ReplicaId(0xcafe), 42);

  @Test
  void textComesBack() {
    assertEquals("000000000000cafe:42", DOT.toString());
    assertEquals(DOT, Dot.parse(DOT.toString()));
  }

  @Test
  void bytesComeBack() throws MalformedBytes {
    ByteWriter out = new ByteWriter();
    DOT.write(out);
    assertEquals(DOT, Dot.read(new ByteReader(out.toBytes())));
  }

  @Test
  void numbersCountFromOne() {
    assertThrows(IllegalArgumentException.class, () -> new Dot(DOT.run(), 0));
    Bytes zero = new ByteWriter().fixed64(1).varint(0).toBytes();
    assertThrows(MalformedBytes.class, () -> Dot.read(new ByteReader(zero)));
  }

  @Test
  void textThatIsNoDotIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Dot.parse("cafe"));
    assertThrows(IllegalArgumentException.class, () -> Dot.parse("cafe:1"));
    assertThrows(IllegalArgumentException.class, () -> Dot.parse("000000000000cafe:x"));
  }

  @Test
  void runsOrderAsUnsignedNumbers() {
    assertTrue(new ReplicaId(-1).compareTo(new ReplicaId(1)) > 0);
    assertTrue(new Dot(new ReplicaId(1), 9).compareTo(new Dot(new ReplicaId(2), 1)) < 0);
  }
}
