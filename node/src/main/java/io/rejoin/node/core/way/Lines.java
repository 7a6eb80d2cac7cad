package io.rejoin.node.core.way;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.Peer;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ways of a node as one group uses them: only those to its members, under their runs in the
 * group. Frames say which group they belong to. Whoever is reached over another node is linked to
 * the group, which need not know.
 */
public final class Lines {
  private final Ways links;
  private final GroupId group;
  private final SortedSet<NodeId> joined = new TreeSet<>();
  private volatile List<NodeId> linked = List.of();

  /** Of a group over the ways of its node. */
  public Lines(Ways links, GroupId group) {
    this.links = links;
    this.group = group;
  }

  /** A linked node takes part in the group. */
  public Peer join(Peer peer) {
    joined.add(peer.node());
    linked = List.copyOf(joined);
    return inGroup(peer);
  }

  /** It does no longer, or its link has ended. */
  public void leave(NodeId node) {
    joined.remove(node);
    linked = List.copyOf(joined);
  }

  /** The linked nodes in the order of their ids; any thread may ask. */
  public List<NodeId> linked() {
    return linked;
  }

  public boolean isLinked(NodeId node) {
    return joined.contains(node);
  }

  /** A linked node, under its run in the group. */
  public Optional<Peer> peer(NodeId node) {
    return joined.contains(node) ? links.peer(node).map(this::inGroup) : Optional.empty();
  }

  /** When anything last came from a member, in ticks; negative without a link. */
  public long heardAt(NodeId node) {
    return joined.contains(node) ? links.heardAt(node) : -1;
  }

  /** Whether a linked node has given no sign of life for longer than a live one does. */
  public boolean isSilent(NodeId node) {
    return links.isSilent(node);
  }

  private Peer inGroup(Peer peer) {
    return new Peer(peer.node(), group.run(peer.run()), peer.name(), peer.site());
  }

  /** Sends at once; dropped without a link. */
  public void sendNow(NodeId to, Frame frame) {
    links.sendNow(to, wrapped(frame));
  }

  /** Queues a frame of repair; dropped without a link. */
  public void sendRepair(NodeId to, Frame frame) {
    links.sendRepair(to, wrapped(frame));
  }

  /** A frame that says which group it belongs to. */
  public Frame wrapped(Frame frame) {
    return group.equals(GroupId.ALL) ? frame : new Frame.OfGroup(group, frame);
  }

  /** Whether so little repair waits for a node that more may be made. */
  public boolean hasRepairRoom(NodeId to) {
    return links.hasRepairRoom(to);
  }

  /** Whether any repair for a node is not sent yet. */
  public boolean repairWaits(NodeId to) {
    return links.repairWaits(to, group);
  }

  /** Drops what waits of the group's repair for a node. */
  public void dropRepair(NodeId to) {
    links.dropRepair(to, group);
  }

  /** Says that deltas or clocks wait for a node. */
  public void wake(NodeId node) {
    links.wake(node, group);
  }
}
