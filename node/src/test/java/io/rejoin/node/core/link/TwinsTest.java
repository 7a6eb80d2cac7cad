package io.rejoin.node.core.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TwinsTest {
  private static final long HEARTBEAT = 10;

  private final Twins twins = new Twins(HEARTBEAT);

  private boolean mustStop() {
    return twins.ousted().isPresent();
  }

  @Test
  void whoIsRefusedAgainAndAgainForAnotherMustStop() {
    twins.refused(25);
    assertFalse(mustStop());
    twins.refused(40);
    assertFalse(mustStop());
    twins.refused(46);
    assertTrue(mustStop());
  }

  @Test
  void theEchoOfTheProcessBeforeIsNoTwin() {
    twins.refused(1);
    twins.refused(10);
    twins.refused(19);
    twins.linked();
    twins.refused(500);
    twins.refused(900);
    assertFalse(mustStop());
  }

  @Test
  void whereOnlyTwoMeetTheOneThatWasThereStays() {
    twins.called();
    twins.refused(100);
    twins.refused(200);
    assertFalse(mustStop());
    Twins later = new Twins(HEARTBEAT);
    later.refused(1);
    later.called();
    later.refused(100);
    later.refused(200);
    assertTrue(later.ousted().isPresent());
  }
}
