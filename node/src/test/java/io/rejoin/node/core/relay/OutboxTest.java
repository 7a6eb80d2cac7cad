package io.rejoin.node.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final ReplicaId RUN = new ReplicaId(1);
  private static final ReplicaId OTHER = new ReplicaId(2);
  private static final Report REPORT = new Report(5, CausalContext.EMPTY);

  private Clock clock = Clock.EMPTY.applied(RUN, 0, 4).applied(OTHER, 0, 3);
  private final Outbox outbox = new Outbox(
      DeltaConfig.lan(),
      new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5)),
      () -> new Row(new NodeId(0, 1), RUN, clock));

  private Row told() {
    return ((Clocks) outbox.nextClocks().orElseThrow()).rows().get(0);
  }

  @Test
  void onlyWhatChangedIsTold() {
    outbox.tellOwn(clock);
    assertEquals(clock, told().clock());
    clock = clock.applied(OTHER, 3, 5);
    outbox.tellOwn(clock);
    assertEquals(List.of(OTHER), told().clock().runs());
  }

  /** What was told before it may have been lost, and a run must not be retired on less. */
  @Test
  void aReportGoesWithTheWholeClock() {
    outbox.tellOwn(clock);
    told();
    clock = clock.applied(OTHER, 3, 5);
    outbox.tellOwn(clock);
    outbox.report(REPORT);
    Row reported = told();
    assertEquals(REPORT, reported.report());
    assertEquals(clock, reported.clock());
  }
}
