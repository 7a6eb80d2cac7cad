package io.rejoin.node.core;

import io.rejoin.antientropy.Lanes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.shard.History;

/**
 * What the replicas of a node have in common.
 *
 * @param shardBits the number of shards as a power of two
 */
record Shared(
    int shardBits,
    Lanes lanes,
    Digester digester,
    Listeners listeners,
    ReplicaLimits limits,
    Placing placing,
    Replica.Ports ports,
    History.Ground ground) {

  static Shared of(GridIdentity grid, ReplicaLimits limits, Replica.Ports ports) {
    return new Shared(
        grid.shardBits(),
        Lanes.derive(grid.material()),
        new Digester(SipHash.derive(grid.material(), "state digest")),
        new Listeners(ports.dispatcher(), ports.notices()),
        limits,
        grid.placing(limits.buckets()),
        ports,
        ground(limits, ports));
  }

  private static History.Ground ground(ReplicaLimits limits, Replica.Ports ports) {
    return History.Ground.of(
        ports.store(), limits.buckets(), limits.residentBytes(), ports.notices());
  }

  /** The same for another run over what the store holds. */
  Shared again() {
    return with(limits, ground(limits, ports));
  }

  Shared withOutgoing(int outgoing) {
    return with(limits.withOutgoing(outgoing), ground);
  }

  private Shared with(ReplicaLimits newLimits, History.Ground newGround) {
    return new Shared(shardBits, lanes, digester, listeners, newLimits, placing, ports, newGround);
  }
}
