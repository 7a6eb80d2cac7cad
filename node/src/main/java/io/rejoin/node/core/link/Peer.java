package io.rejoin.node.core.link;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Hello;

/** The node at the other end of a link, as it named itself in the handshake. */
public record Peer(NodeId node, ReplicaId run, String name, String site) {

  static Peer of(Hello hello) {
    return new Peer(hello.node(), hello.run(), hello.name(), hello.site());
  }

  @Override
  public String toString() {
    return name + "@" + site + " (" + node + ")";
  }
}
