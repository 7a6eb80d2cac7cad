package io.rejoin.membership.placement;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.membership.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A ring with virtual nodes, as Dynamo and Cassandra have it: what placement is held against. */
record Ring(TreeMap<Long, NodeId> points) {
  private static final SipHash HASH = SipHash.derive(Bytes.EMPTY, "ring");

  static Ring of(View view, int virtualNodes) {
    TreeMap<Long, NodeId> points = new TreeMap<>();
    for (View.Candidate node : view.candidates()) {
      for (int i = 0; i < virtualNodes; i++) {
        NodeId id = node.id();
        points.put(HASH.stream64().u64(id.high()).u64(id.low()).u64(i).finish64(), id);
      }
    }
    return new Ring(points);
  }

  /** The next different nodes on the ring. */
  List<NodeId> owners(int shard, int copies) {
    long place = HASH.stream64().u64(shard).finish64();
    Set<NodeId> owners = new LinkedHashSet<>();
    List<NodeId> order = new ArrayList<>(points.tailMap(place).values());
    order.addAll(points.headMap(place).values());
    for (NodeId next : order) {
      owners.add(next);
      if (owners.size() == copies) {
        break;
      }
    }
    return List.copyOf(owners);
  }
}
