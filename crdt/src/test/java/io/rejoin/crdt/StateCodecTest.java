package io.rejoin.crdt;

import static io.rejoin.crdt.Pile.clear;
import static io.rejoin.crdt.Pile.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Intervals;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The format of a state, byte by byte, and what is refused. */
class StateCodecTest {
  private static final String RUN = "000000000000000a";
  private static final String LATER_RUN = "000000000000000b";

  private final Replica<Pile.Change> alice = new Replica<>(Pile.TYPE, 0xa);

  private static State read(String hex) throws MalformedBytes {
    ByteReader in = new ByteReader(Bytes.wrap(HexFormat.of().parseHex(hex)));
    State state = State.read(in);
    in.end();
    return state;
  }

  private static void refuses(String what, String hex) {
    MalformedBytes refusal = assertThrows(MalformedBytes.class, () -> read(hex), what);
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(what), refusal.getMessage());
  }

  @Test
  void theEmptyStateIsTwoBytes() throws MalformedBytes {
    assertEquals("0100", State.EMPTY.toBytes().toString());
    assertEquals(State.EMPTY, read("0100"));
  }

  @Test
  void liveDotsNeedNoInterval() throws MalformedBytes {
    alice.does(put("v", "p"));
    String hex = "01 01" + RUN + "00 01 00 01 01 70 01 76";
    assertEquals(alice.state(), read(hex.replace(" ", "")));
    assertEquals(hex.replace(" ", ""), alice.state().toBytes().toString());
  }

  @Test
  void intervalsAreAsLongAsTheyCanBe() throws MalformedBytes {
    alice.does(put("v", "p"));
    alice.does(put("w", "q"));
    alice.does(clear("p"));
    String hex = "01 01" + RUN + "01 00 02 01 01 01 01 71 01 77";
    assertEquals(hex.replace(" ", ""), alice.state().toBytes().toString());
    assertEquals(alice.state(), read(hex.replace(" ", "")));
  }

  @Test
  void whatIsForgottenTakesNoBytes() {
    IntStream.range(0, 200).forEach(i -> alice.does(put("v", "p" + i)));
    int before = alice.state().toBytes().length();
    IntStream.range(0, 100).forEach(i -> alice.does(clear("p" + 2 * i)));
    State state = alice.state().forget(Clock.EMPTY.applied(alice.run(), 0, 300));
    assertEquals(100, state.context().intervals());
    assertTrue(state.toBytes().length() < before * 6 / 10);
  }

  @Test
  void refusesNothing() {
    refuses("bytes missing", "");
  }

  @Test
  void refusesRunsThatAreEmptyDoubleOrOutOfOrder() {
    refuses("run without anything", "0101" + RUN + "0000");
    String item = "00010000" + "00";
    refuses("runs not ascending", "0102" + RUN + item + RUN + item);
    refuses("runs not ascending", "0102" + LATER_RUN + item + RUN + item);
  }

  @Test
  void refusesIntervalsThatAreNotNormal() {
    refuses("context not in normal form", "0101" + RUN + "010000" + "01000000");
    refuses("context not in normal form", "0101" + RUN + "010000" + "01010000");
  }

  @Test
  void refusesCountsThatCannotBe() {
    refuses("more elements than bytes", "01ffffffff0f");
    refuses("more elements than bytes", "0101" + RUN + "00ffffffff0f");
    refuses("path too long", "0101" + RUN + "000100" + "21" + "00".repeat(40));
    refuses("longer than the limit", "0101" + RUN + "00010001ffffffff0f");
  }

  @Test
  void refusesNumbersBeyondTheLast() {
    ByteWriter out = new ByteWriter().u8(1).varint(1).fixed64(0xa).varint(0).varint(2);
    out.varint(Intervals.MAX_NUMBER - 1).varint(0).varint(0).varint(0).varint(0).varint(0);
    refuses("number beyond the last", HexFormat.of().formatHex(out.toBytes().toArray()));
  }
}
