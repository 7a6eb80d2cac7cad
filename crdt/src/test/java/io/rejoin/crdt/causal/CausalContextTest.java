package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contexts against plain sets of dots. */
class CausalContextTest {
  private static final ReplicaId A = new ReplicaId(1);
  private static final ReplicaId B = new ReplicaId(-1);

  private static SortedSet<Dot> random(Random random) {
    SortedSet<Dot> dots = new TreeSet<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      ReplicaId run = new ReplicaId(random.nextInt(4) - 2L);
      dots.add(new Dot(run, 1 + random.nextInt(9)));
    }
    return dots;
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void setOperationsAgreeWithPlainSets(long seed) {
    Random random = new Random(seed);
    SortedSet<Dot> left = random(random);
    SortedSet<Dot> right = random(random);
    CausalContext ours = CausalContext.of(left);
    CausalContext theirs = CausalContext.of(right);
    SortedSet<Dot> union = new TreeSet<>(left);
    union.addAll(right);
    SortedSet<Dot> both = new TreeSet<>(left);
    both.retainAll(right);
    SortedSet<Dot> mine = new TreeSet<>(left);
    mine.removeAll(right);
    assertEquals(CausalContext.of(union), ours.union(theirs));
    assertEquals(CausalContext.of(both), ours.intersect(theirs));
    assertEquals(CausalContext.of(mine), ours.minus(theirs));
    assertEquals(left.containsAll(right), ours.covers(theirs));
    right.forEach(dot -> assertEquals(left.contains(dot), ours.contains(dot)));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.crdt.Seeds#seeds")
  void encodingComesBack(long seed) throws MalformedBytes {
    CausalContext context = CausalContext.of(random(new Random(seed)));
    ByteWriter out = new ByteWriter();
    context.write(out);
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(context, CausalContext.read(in));
    in.end();
  }

  @Test
  void runsAreSortedAsUnsignedNumbers() {
    CausalContext context = CausalContext.of(B, 1, 3).union(CausalContext.of(A, 2, 2));
    assertEquals(List.of(A, B), context.runs());
    assertEquals(3, context.last(B));
    assertEquals(2, context.intervals());
    assertEquals("{0000000000000001:2 ffffffffffffffff:1..3}", context.toString());
  }

  @Test
  void refusesRunsOutOfOrderAndRunsWithoutNumbers() {
    ByteWriter unsorted = new ByteWriter().varint(2);
    for (ReplicaId run : List.of(B, A)) {
      run.write(unsorted);
      Intervals.of(1).write(unsorted);
    }
    ByteWriter empty = new ByteWriter().varint(1).fixed64(1).varint(0).varint(0).varint(0);
    for (ByteWriter bad : List.of(unsorted, empty)) {
      ByteReader in = new ByteReader(bad.toBytes());
      assertThrows(MalformedBytes.class, () -> CausalContext.read(in));
    }
  }

  @Test
  void nothingCoversOnlyNothing() {
    assertTrue(CausalContext.EMPTY.covers(CausalContext.EMPTY));
    assertFalse(CausalContext.EMPTY.covers(CausalContext.of(new Dot(A, 1))));
  }
}
