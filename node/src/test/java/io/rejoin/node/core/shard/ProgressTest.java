package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.shard.Progress.Checkpoint;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final ReplicaId FORMER = new ReplicaId(1);
  private static final ReplicaId OTHER = new ReplicaId(2);

  private final Progress former = new Progress(FORMER, 0);
  private final Progress resumed = new Progress(new ReplicaId(3), 0);

  @Test
  void whatTheFormerRunDidHadItsEffectUponWhatIsStored() {
    resumed.resume(former.checkpoint(5, 1));
    assertFalse(resumed.stamp(0).isReached(Clock.EMPTY.applied(FORMER, 0, 4)));
    assertTrue(resumed.stamp(0).isReached(Clock.EMPTY.applied(FORMER, 0, 5)));
  }

  @Test
  void whatWasHeardOfButNotAppliedIsNotForgottenOverARestart() {
    former.hears(OTHER, 7);
    resumed.resume(former.checkpoint(0, 1));
    assertFalse(resumed.stamp(0).isReached(Clock.EMPTY.applied(OTHER, 0, 6)));
    assertTrue(resumed.stamp(0).isReached(Clock.EMPTY.applied(OTHER, 0, 7)));
  }

  @Test
  void aCheckpointIsReadAsItWasWritten() throws MalformedBytes {
    former.applied(OTHER, 0, 3);
    former.hears(OTHER, 7);
    Checkpoint written = former.checkpoint(5, 9);
    assertEquals(written, Checkpoint.read(written.toBytes()));
  }
}
