package io.rejoin.crdt.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ByteReaderTest {

  private static ByteReader reader(String hex) {
    return new ByteReader(Bytes.wrap(HexFormat.of().parseHex(hex)));
  }

  @Test
  void readsBackWhatWasWritten() throws MalformedBytes {
    ByteWriter out = new ByteWriter();
    out.u8(255).u16(65_535).fixed32(-5).fixed64(Long.MIN_VALUE).zigzag(-3).text("Käse");
    out.bytes(Bytes.utf8("x")).varint(-1L);
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(255, in.u8());
    assertEquals(65_535, in.u16());
    assertEquals(-5, in.fixed32());
    assertEquals(Long.MIN_VALUE, in.fixed64());
    assertEquals(-3, in.zigzag());
    assertEquals("Käse", in.text(10));
    assertEquals(Bytes.utf8("x"), in.bytes(1));
    assertEquals(-1L, in.varint());
    in.end();
  }

  @Test
  void varintsOfEverySizeComeBack() throws MalformedBytes {
    for (int shift = 0; shift < 64; shift++) {
      for (long value : new long[] {1L << shift, (1L << shift) - 1, -(1L << shift)}) {
        Bytes encoded = new ByteWriter().varint(value).toBytes();
        assertEquals(value, new ByteReader(encoded).varint());
        assertEquals(encoded.length(), ByteWriter.varintSize(value));
      }
    }
  }

  @Test
  void refusesOverlongVarints() {
    assertThrows(MalformedBytes.class, () -> reader("8000").varint());
    assertThrows(MalformedBytes.class, () -> reader("ff00").varint());
    assertThrows(MalformedBytes.class, () -> reader("ffffffffffffffffff02").varint());
    assertThrows(MalformedBytes.class, () -> reader("ffffffffffffffffffff01").varint());
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThrows(MalformedBytes.class, () -> reader("").u8());
    assertThrows(MalformedBytes.class, () -> reader("00").u16());
    assertThrows(MalformedBytes.class, () -> reader("000000").fixed32());
    assertThrows(MalformedBytes.class, () -> reader("0561").bytes(10));
    assertThrows(MalformedBytes.class, () -> reader("ff").varint());
    assertThrows(MalformedBytes.class, () -> reader("ffffffff0f").count(1));
    assertThrows(MalformedBytes.class, () -> reader("020000").count(2));
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertThrows(MalformedBytes.class, () -> reader("026161").bytes(1));
    assertThrows(MalformedBytes.class, () -> reader("05").varint(4));
    assertThrows(MalformedBytes.class, () -> reader("00").end());
    assertThrows(MalformedBytes.class, () -> reader("02c328").text(10));
  }

  @Test
  void refusesDeepNesting() throws MalformedBytes {
    ByteReader in = reader("");
    for (int i = 0; i < ByteReader.MAX_DEPTH; i++) {
      in.enter();
    }
    assertThrows(MalformedBytes.class, in::enter);
  }

  @Test
  void saysWhatAndWhere() {
    ByteReader in = reader("010203");
    MalformedBytes refusal = assertThrows(MalformedBytes.class, () -> {
      in.u8();
      in.raw(5);
    });
    assertEquals(1, refusal.offset());
    assertEquals("bytes missing at offset 1", refusal.getMessage());
  }
}
