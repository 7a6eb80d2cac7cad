package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.sequence.Version.Arrival;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that no editor writes: what can be read is shown, everywhere alike, and nothing fails. */
class HostileSequenceTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";

  /** Puts anything anywhere. */
  private record Raw() implements CrdtType<Raw.Put> {
    record Put(Bytes component, Bytes value) implements Operation {
      @Override
      public void write(ByteWriter out) {
        throw new UnsupportedOperationException();
      }
    }

    @Override
    public int id() {
      return 1002;
    }

    @Override
    public String name() {
      return "raw";
    }

    @Override
    public void apply(Slot slot, Put put) {
      slot.child(put.component()).put(put.value());
    }

    @Override
    public Put readOperation(ByteReader in, Catalogue nestable) {
      throw new UnsupportedOperationException();
    }
  }

  private final Replica<Raw.Put> writer = new Replica<>(new Raw(), 0xf);

  private static Dot dot(int number) {
    return new Dot(new ReplicaId(0xf), number);
  }

  private static Place place(int chunk, int offset) {
    return new Place(dot(chunk), offset);
  }

  private State put(int chunk, Bytes value) {
    return writer.does(new Raw.Put(Place.component(dot(chunk)), value));
  }

  private State put(int chunk, Origin origin, String text) {
    return put(chunk, Version.write(origin, false, text.length(), 0, Bytes.utf8(text)));
  }

  private State moved(int chunk, Origin origin, Place element) {
    Arrival arrival = new Arrival(element, Timestamp.ofMillis(chunk));
    return put(chunk, Version.write(origin, true, 1, 0, Version.write(arrival)));
  }

  private String text() {
    String text = ReplicatedText.text(writer.state().root());
    assertEquals(text, ReplicatedText.text(writer.state()));
    return text;
  }

  private static Origin rightOf(int chunk, int offset) {
    return Origin.rightOf(place(chunk, offset));
  }

  @Test
  void whatHangsUnderItselfIsShownAtTheEnd() {
    put(7, Origin.rightOf(Place.ROOT), "root");
    put(1, rightOf(1, 0), "self");
    put(5, rightOf(6, 0), "five");
    put(6, new Origin(place(5, 1), true), "six");
    put(2, rightOf(6, 0), "two");
    assertEquals("rootselffsixtwoive", text());
  }

  @Test
  void whatHangsUnderNothingThatIsHereIsShownAtTheEndById() {
    put(3, rightOf(9, 0), "three");
    put(2, new Origin(place(1, 5), true), "two");
    put(1, Origin.rightOf(Place.ROOT), "one");
    assertEquals("onetwothree", text());
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    put(1, Origin.rightOf(Place.ROOT), "one");
    put(2, Version.write(rightOf(1, 0), false, 3, 0, Bytes.utf8("four")));
    put(3, Version.write(rightOf(1, 0), false, 1, 0, Bytes.wrap(new byte[] {(byte) 0xc3})));
    put(4, Version.write(rightOf(1, 0), true, 1, 0, Bytes.utf8("?")));
    put(5, Version.write(rightOf(1, 0), false, 65, 0, Bytes.utf8("x".repeat(65))));
    put(6, Bytes.EMPTY);
    put(7, Bytes.wrap(new byte[] {7, 1, 1}));
    writer.does(new Raw.Put(Bytes.utf8("x"), Bytes.EMPTY));
    writer.does(new Raw.Put(Place.component(Place.ROOT.chunk()), Bytes.EMPTY));
    assertEquals("one", text());
  }

  @Test
  void versionsThatContradictEachOtherGiveTheLongest() {
    put(1, Origin.rightOf(Place.ROOT), "abc");
    put(1, rightOf(1, 2), "xyzv");
    put(1, Version.write(Origin.rightOf(Place.ROOT), false, 2, 1, Bytes.utf8("b")));
    assertEquals("yzv", text());
  }

  @Test
  void movesOfWhatIsNotThereOrOfMovesShowNothing() {
    put(1, Origin.rightOf(Place.ROOT), "abc");
    moved(2, rightOf(1, 2), place(1, 0));
    moved(3, rightOf(1, 2), place(2, 0));
    moved(4, rightOf(1, 2), place(9, 0));
    moved(5, rightOf(1, 2), place(1, 3));
    moved(6, rightOf(6, 0), place(6, 0));
    assertEquals("bca", text());
  }

  @Test
  void aDeepTreeNeedsNoDeepStack() {
    StringBuilder expected = new StringBuilder();
    put(1, Origin.rightOf(Place.ROOT), "0");
    for (int i = 2; i <= 20_000; i++) {
      put(i, new Origin(place(i - 1, 0), true), "" + i % 10);
    }
    for (int i = 20_000; i > 1; i--) {
      expected.append(i % 10);
    }
    assertEquals(expected.append(0).toString(), text());
  }

  private State any(Random random) {
    Place parent = random.nextInt(6) == 0 ? Place.ROOT : place(1 + random.nextInt(12), 0);
    boolean left = !parent.equals(Place.ROOT) && random.nextBoolean();
    int chunk = 1 + random.nextInt(12);
    Place element = place(1 + random.nextInt(12), random.nextInt(3));
    return random.nextInt(3) == 0
        ? moved(chunk, new Origin(parent, left), element)
        : put(chunk, new Origin(parent, left), "abcd".substring(random.nextInt(4)));
  }

  /** And whoever edits such a text gets what he wants. */
  @ParameterizedTest
  @MethodSource(SEEDS)
  void theIndexThatIsHandedOnIsAsIfBuiltAnew(long seed) {
    Random random = new Random(seed);
    Replica<ReplicatedText.Change> reader = new Replica<>(ReplicatedText.TYPE, 0xe);
    for (int i = 0; i < 5 + seed; i++) {
      reader.hears(any(random));
      String text = ReplicatedText.text(reader.state().root());
      assertEquals(text, ReplicatedText.text(reader.state()));
      int at = random.nextInt(text.length() + 1);
      String expected = new StringBuilder(text).insert(at, "x").toString();
      State delta = Mutation.delta(
          ReplicatedText.TYPE, reader.state(), new ReplicatedText.Insert(at, "x"), reader);
      assertEquals(expected, ReplicatedText.text(reader.state().join(delta).state()));
    }
  }
}
