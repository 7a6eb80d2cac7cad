package io.rejoin.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.counter.PnCounter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer version wrote is carried: not shown, not lost, not in the way. */
class NewerTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";

  private static State read(Bytes bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      State state = State.read(in);
      in.end();
      return state;
    } catch (MalformedBytes e) {
      throw new AssertionError(e);
    }
  }

  /** As a node of version 2 would write something. */
  private static State newer(int length, int content) {
    byte[] bytes = new byte[length];
    bytes[0] = 2;
    bytes[length - 1] = (byte) content;
    return read(Bytes.wrap(bytes));
  }

  private static State counted(long run, long amount) {
    Replica<PnCounter.Add> replica = new Replica<>(PnCounter.TYPE, run);
    replica.does(new PnCounter.Add(amount));
    return replica.state();
  }

  private static State join(State left, State right) {
    return left.join(right).state();
  }

  @Test
  void whatCannotBeReadIsCarried() {
    State state = newer(5, 7);
    assertEquals("[0200000007]", state.newer().encodings().toString());
    assertEquals(0, state.size());
    assertTrue(state.context().isEmpty());
    assertFalse(state.isEmpty());
    assertEquals(State.EMPTY, state.content());
  }

  @Test
  void readersAndDigestsSeeWhatTheySaw() {
    Digester digester = new Digester(new SipHash(1, 2));
    State known = counted(1, 5);
    Joined joined = known.join(newer(5, 7));
    assertTrue(joined.changed());
    assertTrue(joined.added().isEmpty() && joined.removed().isEmpty());
    assertEquals(5, PnCounter.value(joined.state()));
    assertEquals(digester.of(known), digester.of(joined.state()));
    assertEquals(known, joined.state().content());
    assertFalse(joined.state().join(newer(5, 7)).changed());
  }

  @Test
  void aBundleHoldsWhatWasReadAndWhatWasNot() {
    State both = join(join(counted(10, 5), newer(3, 2)), newer(2, 9));
    String own = "0101000000000000000a00010000020500";
    String hex = "00" + "03" + "020209" + "03020002" + "11" + own;
    assertEquals(hex, both.toBytes().toString());
    assertEquals(both, read(both.toBytes()));
  }

  @Test
  void oneAloneIsItsOwnEncoding() {
    assertEquals("0200000007", newer(5, 7).toBytes().toString());
  }

  @Test
  void bundlesOfAnotherFormAreRefused() {
    String own = "11" + counted(10, 5).toBytes();
    String other = "11" + counted(10, 6).toBytes();
    for (String hex : List.of(
        "00",
        "0000",
        "0001" + "020200",
        "0002" + "020201" + "020200",
        "0002" + "020200" + "020200",
        "0002" + "020000" + "020200",
        "0002" + "020100" + "020200",
        "0002" + own + other,
        "0003" + "00" + "020200" + own,
        "0003" + "020200" + own)) {
      ByteReader in = new ByteReader(Bytes.wrap(HexFormat.of().parseHex(hex)));
      assertThrows(MalformedBytes.class, () -> State.read(in), hex);
    }
  }

  @Test
  void whatPeersLackIncludesWhatIsCarried() {
    State state = join(counted(1, 5), newer(4, 1));
    State answer = state.since(state.context(), Optional.of(state.live()));
    assertEquals(newer(4, 1), answer);
    assertEquals(2, state.parts(1_000).size());
    assertEquals(state, state.parts(1_000).stream().reduce(State.EMPTY, NewerTest::join));
    Clock all = new Clock(CausalContext.of(state.context().runs().get(0), 1, 9));
    assertEquals(state.newer(), state.forget(all).newer());
  }

  @Test
  void operationsLeaveItWhereItIs() {
    Replica<PnCounter.Add> replica = new Replica<>(PnCounter.TYPE, 1);
    replica.hears(newer(4, 1));
    State delta = replica.does(new PnCounter.Add(3));
    assertTrue(delta.newer().isEmpty());
    assertEquals(newer(4, 1).newer(), replica.state().newer());
    assertEquals(3, PnCounter.value(replica.state()));
  }

  @Test
  void itTravelsWithItsLength() throws MalformedBytes {
    ByteWriter out = new ByteWriter();
    newer(4, 1).writeSized(out);
    counted(1, 5).writeSized(out);
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(newer(4, 1), State.readSized(in));
    assertEquals(counted(1, 5), State.readSized(in));
    in.end();
  }

  @Test
  void whatIsBeyondTheLimitsIsLeftOut() {
    State state = State.EMPTY;
    for (int i = 0; i < 40; i++) {
      state = join(state, newer(41 - i, 1));
    }
    assertEquals(Newer.MAX_COUNT, state.newer().encodings().size());
    assertEquals(1, newer(40, 1).newer().missingIn(state.newer()));
    State tooLong = newer(Newer.MAX_BYTES + 1, 1);
    assertTrue(tooLong.isEmpty());
    assertTrue(tooLong.newer().isCut());
    assertFalse(state.join(tooLong).changed());
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void theLawsHoldWithIt(long seed) {
    Random random = new Random(seed);
    State a = any(random);
    State b = any(random);
    State c = any(random);
    assertEquals(join(a, b), join(b, a));
    assertEquals(join(join(a, b), c), join(a, join(b, c)));
    assertEquals(a, join(a, a));
    assertEquals(a, join(State.EMPTY, a));
    assertEquals(join(a, b).equals(a), !a.join(b).changed());
    assertEquals(a, read(a.toBytes()));
    assertEquals(join(a, b), a.parts(50).stream().reduce(b, NewerTest::join));
  }

  /** Often so much that the limits count. */
  private static State any(Random random) {
    List<State> parts = new ArrayList<>();
    parts.add(random.nextBoolean() ? State.EMPTY : counted(random.nextInt(1, 4), 5));
    int longest = random.nextBoolean() ? 8 : Newer.MAX_BYTES / 3;
    for (int i = random.nextInt(2 * Newer.MAX_COUNT); i > 0; i--) {
      parts.add(newer(random.nextInt(2, longest), random.nextInt(4)));
    }
    return parts.stream().reduce(State.EMPTY, NewerTest::join);
  }
}
