package io.rejoin.node.core.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a state that was kept is news. */
class ReturnedTest {
  private final TestNode ada = new TestNode(new TestNetwork(), Setting.of("ada", "north", 1));
  private final ReplicaId run = ada.replica().run();
  private final Set<ReplicaId> over = Set.of(run);

  private State counted(long amount) {
    ada.count("visits", amount);
    return ada.replica().state(TestNode.counter("visits"));
  }

  private State tagged(String tag) {
    ada.add("tags", tag);
    return ada.replica().state(TestNode.set("tags"));
  }

  private CausalContext upTo(long number) {
    return CausalContext.of(run, 1, number);
  }

  @Test
  void whatIsBeyondTheClockComesAndReplacesWhatItReplaced() {
    State here = counted(1);
    State kept = counted(2);
    Returned found = Returned.of(kept, here, upTo(1), any -> false);
    assertEquals(CausalContext.EMPTY, found.gone());
    assertEquals(kept, here.join(found.delta()).state());
  }

  /** The sum that took the place of the one here is void: the one here still counts. */
  @Test
  void whatReplacedSomethingAndIsVoidTakesNothingAway() {
    State here = counted(1);
    State kept = counted(2);
    for (long applied = 1; applied <= 2; applied++) {
      Returned found = Returned.of(kept, here, upTo(applied), over::contains);
      assertTrue(found.delta().isEmpty() && found.gone().isEmpty(), found.toString());
    }
  }

  @Test
  void ofARunThatIsOverNothingComes() {
    State here = tagged("red");
    State kept = tagged("blue");
    Returned found = Returned.of(kept, here, upTo(1), over::contains);
    assertEquals(here, here.join(found.delta()).state());
  }

  @Test
  void whatIsKnownHereIsNoNews() {
    State old = tagged("red");
    State here = tagged("blue");
    assertTrue(Returned.of(old, here, upTo(2), any -> false).delta().isEmpty());
    assertTrue(Returned.of(here, here, upTo(2), over::contains).delta().isEmpty());
  }

  @Test
  void whatWasOnlyRemovedIsToBeRemovedHere() {
    State here = tagged("red");
    ada.remove("tags", "red");
    State kept = ada.replica().state(TestNode.set("tags"));
    Returned found = Returned.of(kept, here, upTo(1), any -> false);
    assertEquals(here.live(), found.gone());
  }
}
