package io.rejoin.node.core.group;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Up to where sessions have seen groups that this node does not keep: what it fetches of these from
 * now on must have all of that.
 */
final class Floors {
  /** Runs of all groups; there are as many as processes have lately written, times groups. */
  private static final int MOST = 1 << 18;

  private final Map<GroupId, SortedMap<ReplicaId, Long>> floors = new HashMap<>();
  private int size;

  /** Raises the floor of a group, unless there is too much to remember; {@code false} then. */
  boolean raise(GroupId group, SortedMap<ReplicaId, Long> seen) {
    SortedMap<ReplicaId, Long> floor = floors.getOrDefault(group, new TreeMap<>());
    int more =
        (int) seen.keySet().stream().filter(run -> !floor.containsKey(run)).count();
    if (size + more > MOST) {
      return false;
    }
    size += more;
    seen.forEach((run, number) -> floor.merge(run, number, Math::max));
    floors.put(group, floor);
    return true;
  }

  SortedMap<ReplicaId, Long> of(GroupId group) {
    return floors.getOrDefault(group, Collections.emptySortedMap());
  }

  /** The node keeps the group now. */
  void drop(GroupId group) {
    SortedMap<ReplicaId, Long> gone = floors.remove(group);
    size -= gone == null ? 0 : gone.size();
  }
}
