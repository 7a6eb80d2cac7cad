package io.rejoin.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.simulator.report.KeyHistory.Event;
import io.rejoin.simulator.report.KeyHistory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three nodes: 0 tells 1 at 2, which hears it at 4; 2 writes by itself. */
class KeyHistoryTest {
  private static final Event FIRST = event(1, 0, Kind.WRITE, -1, 1);
  private static final Event ALONE = event(2, 2, Kind.WRITE, -1, 2);
  private static final Event AFTER_SENDING = event(3, 0, Kind.WRITE, -1, 3);
  private static final Event HEARD = event(4, 1, Kind.NEWS, 0, 2);
  private static final Event LATER = event(6, 1, Kind.WRITE, -1, 6);

  private final KeyHistory history =
      new KeyHistory("k1", "aw-set", List.of(FIRST, ALONE, AFTER_SENDING, HEARD, LATER), List.of());

  @Test
  void thePastIsWhatCanHaveHadAnInfluence() {
    assertEquals(List.of(FIRST, HEARD), history.pastOf(1, 5).events());
  }

  @Test
  void whoHeardOfNobodyHasOnlyItsOwnPast() {
    assertEquals(List.of(FIRST, AFTER_SENDING), history.pastOf(0, 9).events());
    assertEquals(List.of(), history.pastOf(2, 1).events());
  }

  private static Event event(long time, int node, Kind kind, int from, long sent) {
    return new Event(time, node, kind, from, sent, from < 0 ? "" : "delta", "");
  }
}
