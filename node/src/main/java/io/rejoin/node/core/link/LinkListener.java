package io.rejoin.node.core.link;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Lane;
import java.util.Optional;

/** What the links of a node ask of, and tell, the rest of it. */
public interface LinkListener {

  /** Why a peer that passed the handshake is not wanted all the same. */
  Optional<Refuse> objection(Peer peer);

  /** Dialling this address led to this node, which may be ourselves. */
  void reached(String address, NodeId node);

  /** A node is linked that was not. */
  void joined(Peer peer);

  /** A linked node no longer is. */
  void left(Peer peer, String reason);

  /** A linked node is about to end its link because neither side needs it. */
  void released(Peer peer);

  /**
   * A frame of a linked node; never a chunk or a part of the handshake.
   *
   * @throws RefusedFrame if no honest node sends it now; its link ends
   */
  void received(Peer peer, Frame frame) throws RefusedFrame;

  /** A piece of a longer frame of a linked node arrived. */
  void progress(Peer peer, Lane lane);

  /** Where deltas for a linked node wait. */
  DeltaSource source(NodeId node);
}
