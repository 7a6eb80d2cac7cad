package io.rejoin.examples.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of the ledger and what a branch writes down, as values and as bytes. */
class TransferTest {
  private static final Transfer LINE =
      new Transfer("2026-03-02/17", "ada", "bo", 12_50, "oslo", "for the kayak \uD83D\uDEF6");

  @Test
  void whatIsWrittenIsRead() throws MalformedBytes {
    assertEquals(LINE, TransferCodec.CODEC.decode(TransferCodec.CODEC.encode(LINE)));
    Intent intent = new Intent(LINE, -700, 1);
    assertEquals(intent, Intent.CODEC.decode(Intent.CODEC.encode(intent)));
    Figures figures = new Figures(3, 12_50, true);
    assertEquals(figures, Figures.CODEC.decode(Figures.CODEC.encode(figures)));
  }

  @Test
  void laterFiguresAreGreaterBytes() {
    Figures one = Figures.NONE.plus(LINE);
    Bytes before = Figures.CODEC.encode(one);
    assertTrue(Figures.CODEC.encode(one.close()).compareTo(before) > 0);
    assertTrue(Figures.CODEC.encode(one.plus(LINE)).compareTo(before) > 0);
    assertTrue(
        Figures.CODEC.encode(one.close().plus(LINE)).compareTo(Figures.CODEC.encode(one.close()))
            > 0);
  }

  @Test
  void hostileBytesAreRefusedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(1);
    refuseDamaged(TransferCodec.CODEC, LINE, random);
    refuseDamaged(Intent.CODEC, new Intent(LINE, 5, -5), random);
    refuseDamaged(Figures.CODEC, new Figures(1, 2, false), random);
  }

  /** Bytes that are read all the same are those of another value: no value has two. */
  private static <T> void refuseDamaged(Codec<T> codec, T value, SplittableRandom random) {
    Bytes good = codec.encode(value);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = random.nextBoolean()
          ? good.toArray()
          : good.slice(0, random.nextInt(good.length())).toArray();
      for (int flips = random.nextInt(1, 4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertEquals(Bytes.wrap(bytes), codec.encode(codec.decode(Bytes.wrap(bytes))));
      } catch (MalformedBytes refused) {
        assertNotEquals(good, Bytes.wrap(bytes));
      }
    }
    Bytes longer = new ByteWriter().raw(good).u8(0).toBytes();
    assertThrows(MalformedBytes.class, () -> codec.decode(longer));
  }

  @ParameterizedTest
  @CsvSource({
    "17, ada, bo, 1, oslo, 2026-03-02/4711",
    "2026-02-30/1, ada, bo, 1, oslo, no id of an order",
    "2026-03-02/, ada, bo, 1, oslo, no id of an order",
    "2026-03-02/1, ada, ada, 1, oslo, to itself",
    "2026-03-02/1, ada, bo, 0, oslo, it must be 1 to",
    "2026-03-02/1, ada, bo, -5, oslo, it must be 1 to",
    "2026-03-02/1, ada, bo, 1000000000000001, oslo, it must be 1 to",
    "2026-03-02/1, a/b, bo, 1, oslo, 'a/b' is no name of an account",
    "2026-03-02/1, ada, bo, 1, Oslo, 'Oslo' is no name of a branch"
  })
  void whatCannotBeIsRefusedWithAdvice(
      String id, String from, String to, long amount, String branch, String advice) {
    var refused = assertThrows(
        IllegalArgumentException.class, () -> new Transfer(id, from, to, amount, branch, ""));
    assertTrue(String.valueOf(refused.getMessage()).contains(advice), refused::getMessage);
  }

  @Test
  void whatIsTakenBackHasAnIdOfItsOwn() {
    Transfer returned = LINE.returned();
    assertEquals("2026-03-02/17/returned-by-oslo", returned.id());
    assertEquals("bo", returned.from());
    assertEquals("ada", returned.to());
    assertTrue(returned.isReturn());
    assertThrows(IllegalArgumentException.class, returned::checkOrder);
  }

  @Test
  void amountsForPeople() {
    assertEquals("1,234,567.05", Money.text(123_456_705));
    assertEquals("-0.50", Money.text(-50));
  }
}
