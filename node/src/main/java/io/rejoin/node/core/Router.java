package io.rejoin.node.core;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Closed;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Frame.WantRights;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.LinkListener;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import java.util.List;
import java.util.Optional;

/** Leads what the links of a node bring to those whose business it is. */
final class Router implements LinkListener {
  private final NodeCore core;

  Router(NodeCore core) {
    this.core = core;
  }

  @Override
  public Optional<Refuse> objection(Peer peer) {
    Optional<Refuse> evicted = core.evictions.objection(peer.node());
    evicted.ifPresent(why -> core.endings.over(peer.node(), List.of(peer.run()), core.links));
    return core.goodbye().or(() -> evicted);
  }

  @Override
  public void reached(String address, NodeId node) {
    core.swim.reached(address, node);
  }

  @Override
  public void joined(Peer peer) {
    core.swim.linked(peer.node());
    core.groups.linked(peer);
    core.endings.joined(peer, core.links);
    core.operations.rights().linked();
  }

  @Override
  public void released(Peer peer) {
    core.swim.released(peer.node());
  }

  @Override
  public void left(Peer peer, String reason) {
    core.notices.info("link to " + peer + " ended: " + reason);
    core.swim.unlinked(peer.node());
    core.groups.unlinked(peer);
  }

  @Override
  public void received(Peer peer, Frame frame) throws RefusedFrame {
    if (frame instanceof Frame.Swim news) {
      core.swim.receive(peer.node(), news.message(), core.ticks.now());
    } else if (frame instanceof Closed closed) {
      core.endings.received(peer.node(), closed, core.links);
    } else if (frame instanceof WantRights want) {
      core.operations.rights().received(peer, want);
    } else {
      core.groups.received(peer, frame);
    }
  }

  @Override
  public void progress(Peer peer, Lane lane) {
    if (lane == Lane.REPAIR) {
      core.groups.progress(peer.node());
    }
  }

  @Override
  public DeltaSource source(NodeId node) {
    return core.groups.source(node);
  }
}
