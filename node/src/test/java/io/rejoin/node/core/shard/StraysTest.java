package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is given back waits for its tick, and does not take one for itself. */
class StraysTest {
  private final Strays strays = new Strays();

  private static EntryKey key(int i) {
    return new EntryKey(1, Bytes.utf8("k" + i));
  }

  private static State knowing(long number) {
    return State.removing(CausalContext.of(new ReplicaId(7), number, number));
  }

  private List<EntryKey> drained(int most) {
    List<EntryKey> keys = new ArrayList<>();
    strays.drainTo(most, (key, state) -> keys.add(key));
    return keys;
  }

  @Test
  void theyComeInTheirOrderAndNotAllAtOnce() {
    IntStream.range(0, 5).forEach(i -> strays.add(key(i), knowing(1)));
    assertEquals(List.of(key(0), key(1)), drained(2));
    assertEquals(List.of(key(2), key(3), key(4)), drained(9));
    assertEquals(List.of(), drained(9));
  }

  @Test
  void ofAnEntryOneWaits() {
    strays.add(key(1), knowing(1));
    strays.add(key(1), knowing(3));
    List<State> states = new ArrayList<>();
    strays.drainTo(9, (key, state) -> states.add(state));
    assertEquals(List.of(knowing(1).join(knowing(3)).state()), states);
  }

  @Test
  void whoBringsItBackAgainMeanwhileIsServedTheNextTime() {
    strays.add(key(1), knowing(1));
    strays.drainTo(9, strays::add);
    assertEquals(List.of(key(1)), drained(9));
  }
}
