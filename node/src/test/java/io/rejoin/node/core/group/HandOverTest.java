package io.rejoin.node.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOverTest {
  private static final NodeId ADA = new NodeId(0, 1);
  private static final NodeId BOB = new NodeId(0, 2);
  private static final long SECOND = 1_000_000_000;

  private final List<Keep> asked = new ArrayList<>();
  private final HandOver handOver = new HandOver((owner, question) -> asked.add(question));
  private long now;

  private static Clock upTo(long number) {
    return Clock.EMPTY.applied(new ReplicaId(7), 0, number);
  }

  private boolean mayGiveUp(long view, long number) {
    return handOver.tick(now, view, List.of(ADA, BOB), upTo(number), CausalContext.EMPTY);
  }

  private void answer(NodeId... owners) {
    long number = asked.get(asked.size() - 1).number();
    for (NodeId owner : owners) {
      handOver.received(owner, new Kept(number));
    }
  }

  @Test
  void allOwnersMustKeepIt() {
    assertFalse(mayGiveUp(1, 5));
    answer(ADA);
    assertFalse(mayGiveUp(1, 5));
    answer(BOB);
    assertTrue(mayGiveUp(1, 5));
  }

  @Test
  void whoIsSilentIsAskedAgainWithTheSameQuestion() {
    mayGiveUp(1, 5);
    answer(ADA);
    now += 2 * SECOND;
    mayGiveUp(1, 5);
    assertEquals(3, asked.size());
    assertEquals(asked.get(0), asked.get(2));
  }

  @Test
  void anotherViewBeginsAnew() {
    mayGiveUp(1, 5);
    answer(ADA, BOB);
    assertFalse(mayGiveUp(2, 5));
    assertEquals(2, asked.get(asked.size() - 1).view());
  }

  @Test
  void whatWasWrittenSinceIsNotKeptYet() {
    mayGiveUp(1, 5);
    long old = asked.get(0).number();
    assertFalse(mayGiveUp(1, 6));
    handOver.received(ADA, new Kept(old));
    handOver.received(BOB, new Kept(old));
    assertFalse(mayGiveUp(1, 6));
  }

  @Test
  void whoseLinkEndedMayHaveLostItSince() {
    mayGiveUp(1, 5);
    answer(ADA);
    handOver.left(ADA);
    answer(BOB);
    assertFalse(mayGiveUp(1, 5));
  }
}
