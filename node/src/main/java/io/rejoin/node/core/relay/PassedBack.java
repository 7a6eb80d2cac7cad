package io.rejoin.node.core.relay;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which acknowledgements were passed back lately, so that each is passed back once. */
final class PassedBack {
  private static final int MAX_REMEMBERED = 1 << 14;

  private record Acknowledger(NodeId node, ReplicaId run) {}

  private final Map<Acknowledger, Long> numbers = new LinkedHashMap<>();

  /** Notes that a node has applied what a run did up to a number; false if it was noted before. */
  boolean add(NodeId node, ReplicaId run, long number) {
    Acknowledger acknowledger = new Acknowledger(node, run);
    Long before = numbers.get(acknowledger);
    if (before != null && before >= number) {
      return false;
    }
    numbers.put(acknowledger, number);
    if (numbers.size() > MAX_REMEMBERED) {
      numbers.remove(numbers.keySet().iterator().next());
    }
    return true;
  }
}
