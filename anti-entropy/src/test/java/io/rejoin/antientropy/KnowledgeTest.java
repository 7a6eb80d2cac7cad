package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Knowledge.LiveDots;
import io.rejoin.antientropy.Knowledge.Span;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.causal.CausalContext;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two states become equal by telling each other what they know, in one piece or in many. */
class KnowledgeTest {
  private static final EntryKey KEY = PlainReplica.set("a");
  private static final int PIECE = 256;

  private State here = State.EMPTY;
  private State there = State.EMPTY;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void knowledgeLeadsToTheJoin(long seed) {
    diverge(seed);
    State joined = here.join(there).state();
    for (Knowledge mine : Knowledge.of(here, Span.ALL, LiveDots.ALL, 0, PIECE)) {
      assertTrue(size(mine) <= PIECE);
      there = there.join(State.removing(mine.removedOf(there.live()))).state();
      for (Knowledge theirs : Knowledge.of(there, mine.span(), LiveDots.NONE, 0, PIECE)) {
        State lacked = mine.within(theirs.span()).lackedOf(there);
        here = here.join(lacked).state();
        there = there.join(theirs.lackedOf(here)).state();
      }
    }
    assertEquals(joined, here);
    assertEquals(joined, there);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void piecesMakeTheWhole(long seed) {
    diverge(seed);
    CausalContext context = CausalContext.EMPTY;
    CausalContext live = CausalContext.EMPTY;
    Optional<Knowledge> whole = Optional.empty();
    for (Knowledge piece : Knowledge.of(here, Span.ALL, LiveDots.ALL, 0, PIECE)) {
      assertTrue(context.intersect(piece.context()).isEmpty());
      context = context.union(piece.context());
      live = live.union(piece.live().orElseThrow());
      whole = whole.isEmpty() ? Optional.of(piece) : whole.get().followedBy(piece);
    }
    assertEquals(here.context(), context);
    assertEquals(here.live(), live);
    assertEquals(Knowledge.of(here, Span.ALL), whole.orElseThrow());
  }

  /** Some common life, then changes on both sides. */
  private void diverge(long seed) {
    Random random = new Random(seed);
    PlainReplica a = new PlainReplica(random.nextLong());
    PlainReplica b = new PlainReplica(random.nextLong());
    int operations = (int) (2 * seed);
    for (PlainReplica each : List.of(a, b)) {
      change(each, random, operations);
      b.join(KEY, a.state(KEY));
    }
    a.join(KEY, b.state(KEY));
    change(a, random, operations);
    change(b, random, operations);
    here = a.state(KEY);
    there = b.state(KEY);
  }

  private static void change(PlainReplica replica, Random random, int operations) {
    for (int i = 0; i < operations; i++) {
      String element = "e" + random.nextInt(operations);
      if (random.nextInt(3) == 0) {
        replica.remove("a", element);
      } else {
        replica.add(random.nextInt(4) == 0 ? "other" : "a", element);
      }
    }
  }

  private static int size(Knowledge knowledge) {
    ByteWriter out = new ByteWriter();
    knowledge.write(out);
    return out.size();
  }
}
