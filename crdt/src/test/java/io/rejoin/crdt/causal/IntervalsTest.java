package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.BitSet;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Intervals against a bit set that does the same. */
class IntervalsTest {

  private static Intervals of(BitSet numbers) {
    IntervalsBuilder result = new IntervalsBuilder();
    numbers.stream().forEach(number -> result.add(number, number));
    return result.build();
  }

  private static BitSet random(Random random) {
    BitSet numbers = new BitSet();
    int stretches = random.nextInt(6);
    for (int i = 0; i < stretches; i++) {
      int from = 1 + random.nextInt(40);
      numbers.set(from, from + 1 + random.nextInt(8));
    }
    return numbers;
  }

  private static void agree(
      long seed, BinaryOperator<Intervals> ours, BiConsumer<BitSet, BitSet> model) {
    Random random = new Random(seed);
    BitSet left = random(random);
    BitSet right = random(random);
    Intervals result = ours.apply(of(left), of(right));
    BitSet expected = (BitSet) left.clone();
    model.accept(expected, right);
    assertEquals(of(expected), result, of(left) + " and " + of(right));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void setOperationsAgreeWithABitSet(long seed) {
    agree(seed, Intervals::union, BitSet::or);
    agree(seed, Intervals::intersect, BitSet::and);
    agree(seed, Intervals::minus, BitSet::andNot);
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void questionsAgreeWithABitSet(long seed) {
    Random random = new Random(seed);
    BitSet numbers = random(random);
    BitSet others = random(random);
    BitSet missing = (BitSet) others.clone();
    missing.andNot(numbers);
    Intervals intervals = of(numbers);
    for (int i = 1; i < 60; i++) {
      assertEquals(numbers.get(i), intervals.contains(i));
      assertEquals(numbers.nextClearBit(i) > i + 2, intervals.contains(i, i + 2));
    }
    assertEquals(missing.isEmpty(), intervals.covers(of(others)));
    assertEquals(Math.max(0, numbers.length() - 1), intervals.last());
    assertEquals(numbers.nextClearBit(1) - 1, intervals.prefix());
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void encodingComesBack(long seed) throws MalformedBytes {
    Intervals intervals = of(random(new Random(seed)));
    ByteWriter out = new ByteWriter();
    intervals.write(out);
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(intervals, Intervals.read(in));
    in.end();
  }

  @Test
  void refusesNumbersBeyondTheLast() {
    ByteWriter last =
        new ByteWriter().varint(2).varint(Intervals.MAX_NUMBER - 1).varint(0);
    Bytes beyond = last.varint(0).varint(0).toBytes();
    assertThrows(MalformedBytes.class, () -> Intervals.read(new ByteReader(beyond)));
    assertThrows(IllegalArgumentException.class, () -> Intervals.of(0, 3));
    assertThrows(IllegalArgumentException.class, () -> Intervals.of(3, 2));
  }

  @Test
  void readsLikeAList() {
    assertEquals("1..3,7", Intervals.of(1, 3).union(Intervals.of(7)).toString());
  }
}
