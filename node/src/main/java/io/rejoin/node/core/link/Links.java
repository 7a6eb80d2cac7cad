package io.rejoin.node.core.link;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * At most one link per pair of nodes, whoever dialled. The dialler says Hello first; the acceptor
 * answers with its own or with a refusal. Bytes that do not parse close the link they came on.
 */
public final class Links implements TransportListener {
  private final Hello mine;
  private final LinkContext context;
  private final LinkListener listener;
  private final Drill drill;
  private final Dials dials;
  private final Admission admission;
  private final Twins twins;
  private final Reassembly.Budget assembly;
  private final SortedMap<LinkId, Link> links = new TreeMap<>();
  private final SortedMap<NodeId, Link> peers = new TreeMap<>();
  private final SortedSet<NodeId> waiting = new TreeSet<>();
  private volatile List<NodeId> linked = List.of();
  private SortedSet<String> cut = Collections.emptySortedSet();
  private long lastTick;
  private long nextCheck;

  public Links(Hello mine, LinkContext context, LinkListener listener) {
    this.mine = mine;
    this.context = context;
    this.listener = listener;
    drill = new Drill(mine.site());
    dials = new Dials(context.config().handshake().toNanos());
    assembly = new Reassembly.Budget(context.config().maxAssembly());
    twins = new Twins(context.config().heartbeat().toNanos());
    admission = new Admission(this, mine, context, listener);
    lastTick = now();
  }

  public Drill drill() {
    return drill;
  }

  public boolean isLinked(NodeId node) {
    return peers.containsKey(node);
  }

  public Optional<Peer> peer(NodeId node) {
    Link link = peers.get(node);
    return link == null ? Optional.empty() : Optional.ofNullable(link.peer());
  }

  /** The linked nodes in the order of their ids; any thread may ask. */
  public List<NodeId> linked() {
    return linked;
  }

  /** Whether it was this node that dialled the one it is linked to. */
  public boolean hasDialled(NodeId node) {
    Link link = peers.get(node);
    return link != null && link.dialled();
  }

  /** Whether this process may be the node that it says it is. */
  public Twins twins() {
    return twins;
  }

  /** Whether a linked node has given no sign of life for longer than a live one does. */
  public boolean isSilent(NodeId node) {
    Link link = peers.get(node);
    return link != null && isSilent(link);
  }

  /** When anything last came from a linked node, in ticks; negative without a link. */
  public long heardAt(NodeId node) {
    Link link = peers.get(node);
    return link == null ? -1 : link.lastHeard();
  }

  boolean isSilent(Link link) {
    return now() - link.lastHeard() > context.config().heartbeat().toNanos() * 3 / 2;
  }

  /** Bytes that arrived in pieces and wait for the rest. */
  public long assembling() {
    return assembly.used();
  }

  /** The link to a node, for the rules of admission. */
  @Nullable
  Link linkTo(NodeId node) {
    return peers.get(node);
  }

  /** The link that we dialled with this number. */
  Optional<Link> dialledAs(long dial) {
    return links.values().stream().filter(link -> link.ownDial() == dial).findFirst();
  }

  void admit(Peer peer, Link link) {
    twins.linked();
    peers.put(peer.node(), link);
    linked = List.copyOf(peers.keySet());
    listener.joined(peer);
  }

  int size() {
    return peers.size();
  }

  Dials dials() {
    return dials;
  }

  // ---- out

  /** Dials unless there are enough dials of that address or it refused us lately. */
  public void dial(String address) {
    if (dials.start(address, now())) {
      context.transport().dial(address);
    }
  }

  /** Sends at once; dropped without a link. */
  public void sendNow(NodeId to, Frame frame) {
    Link link = peers.get(to);
    if (link != null && !isHidden(link)) {
      link.lanes().urgent(frame);
    }
  }

  /** Queues a frame of repair; dropped without a link. */
  public void sendRepair(NodeId to, Frame frame) {
    Link link = peers.get(to);
    if (link != null && !isHidden(link)) {
      link.lanes().queueRepair(frame);
      waiting.add(to);
    }
  }

  /** Whether so little repair waits for a node that more may be made. */
  public boolean hasRepairRoom(NodeId to) {
    Link link = peers.get(to);
    return link == null || link.lanes().repairBytes() < context.config().maxQueue();
  }

  /** Whether any repair of a group for a node is not sent yet. */
  public boolean repairWaits(NodeId to, GroupId group) {
    Link link = peers.get(to);
    return link != null && link.lanes().hasRepair(group);
  }

  public void dropRepair(NodeId to, GroupId group) {
    Link link = peers.get(to);
    if (link != null) {
      link.lanes().dropRepair(group);
    }
  }

  /** Says that deltas or clocks wait for a node. */
  public void wake(NodeId node) {
    waiting.add(node);
  }

  /** Sends what has credit. */
  public void pump() {
    if (waiting.isEmpty()) {
      return;
    }
    for (NodeId node : List.copyOf(waiting)) {
      Link link = peers.get(node);
      if (link == null || !pump(node, link)) {
        waiting.remove(node);
      }
    }
  }

  private boolean pump(NodeId node, Link link) {
    link.lanes().mute(isHidden(link));
    return link.lanes().pump(listener.source(node));
  }

  // ---- in

  @Override
  public void opened(LinkId id, boolean dialled, String address) {
    long dial = dialled ? dials.opened() : 0;
    if (!dialled && links.size() - peers.size() >= context.config().maxStrangers()) {
      context.refused().count(Refused.TOO_MANY_LINKS);
      context.transport().close(id);
      return;
    }
    Link link = new Link(id, address, dial, context, assembly);
    links.put(id, link);
    if (dialled) {
      link.lanes().urgent(mine.withDial(dial));
    }
  }

  @Override
  public void frame(LinkId id, Bytes bytes) {
    Link link = links.get(id);
    if (link == null || link.isIgnored() || isHidden(link)) {
      return;
    }
    try {
      Optional<Frame> frame = link.read(bytes);
      Peer peer = link.peer();
      if (frame.isPresent()) {
        received(link, frame.get());
      } else if (peer != null) {
        FrameCodec.laneOf(bytes).ifPresent(lane -> listener.progress(peer, lane));
      }
    } catch (MalformedBytes e) {
      refuse(link, Refused.MALFORMED, String.valueOf(e.getMessage()));
    } catch (RefusedFrame e) {
      refuse(link, e.reason(), e.text());
    } catch (RuntimeException e) {
      refuse(link, Refused.FAULT, e.toString());
    }
  }

  private void received(Link link, Frame frame) throws RefusedFrame {
    if (frame instanceof Refuse refuse) {
      admission.refusedBy(link, refuse);
    } else if (link.peer() != null) {
      if (frame instanceof Hello hello) {
        if (!link.isGreetedBy(hello)) {
          throw RefusedFrame.outOfPlace(frame);
        }
        return;
      }
      listener.received(link.peer(), frame);
    } else if (frame instanceof Hello hello) {
      admission.greeted(link, hello);
    } else {
      throw RefusedFrame.outOfPlace(frame);
    }
  }

  // ---- refusing

  /** Closes a link on which something came that no honest peer sends. */
  void refuse(Link link, String reason, String text) {
    context.refused().count(reason);
    context.notices().warn("closed " + link + ": " + reason + ", " + text);
    drop(link, reason);
  }

  // ---- ends

  @Override
  public void closed(LinkId id, String reason) {
    Link link = links.remove(id);
    if (link != null) {
      ended(link, reason);
    }
  }

  @Override
  public void writable(LinkId id) {
    Link link = links.get(id);
    if (link != null && link.peer() != null) {
      waiting.add(link.peer().node());
    }
  }

  void drop(Link link, String reason) {
    context.transport().close(link.id());
    if (links.remove(link.id()) != null) {
      ended(link, reason);
    }
  }

  private void ended(Link link, String reason) {
    link.reassembly().clear();
    Peer peer = link.peer();
    if (link.dialled() && peer == null) {
      dials.ended(link.address());
    }
    if (peer != null && peers.remove(peer.node(), link)) {
      linked = List.copyOf(peers.keySet());
      listener.left(peer, reason);
    }
  }

  /** Closes the link to a node, telling it why. */
  public void part(NodeId node, Refuse refuse) {
    Link link = peers.get(node);
    if (link != null) {
      link.lanes().urgent(refuse);
      drop(link, refuse.text());
    }
  }

  // ---- time

  public void tick() {
    forgiveOurOwnPause();
    if (!drill.sites().equals(cut)) {
      dropWhatLostFrames(cut);
      cut = drill.sites();
    }
    if (now() < nextCheck) {
      return;
    }
    nextCheck = now() + context.config().heartbeat().toNanos() / 4;
    for (Link link : new ArrayList<>(links.values())) {
      check(link);
    }
  }

  /**
   * After a drill begins or ends, whoever was not heard may try again at once. A link that lost
   * frames is closed as soon as they pass again: both sides may wait on it for answers that are
   * gone, which a connection of a real network never lets happen.
   */
  private void dropWhatLostFrames(SortedSet<String> cutBefore) {
    for (Link link : List.copyOf(links.values())) {
      Peer peer = link.peer();
      if (peer == null || (drill.hides(peer.site(), cutBefore) && !isHidden(link))) {
        drop(link, "drill");
      }
    }
  }

  /** Whoever was asleep himself cannot say that others were silent. */
  private void forgiveOurOwnPause() {
    long gap = now() - lastTick;
    lastTick = now();
    if (gap > context.config().heartbeat().toNanos()) {
      links.values().forEach(link -> link.heard(now()));
    }
  }

  private void check(Link link) {
    LinkConfig config = context.config();
    Lanes lanes = link.lanes();
    if (link.peer() == null) {
      if (now() - link.openedAt() > config.handshake().toNanos()) {
        if (!link.dialled() && !link.isIgnored()) {
          context.refused().count(Refused.SILENT);
        }
        drop(link, "no handshake");
      }
    } else if (now() - link.lastHeard() > config.idle().toNanos()) {
      drop(link, "silent");
    } else if (lanes.blockedSince() >= 0
        && now() - lanes.blockedSince() > config.stalled().toNanos()) {
      drop(link, "takes nothing");
    } else if (!isHidden(link) && now() - lanes.lastSent() >= config.heartbeat().toNanos()) {
      lanes.urgent(new Clocks(List.of()));
    }
  }

  private boolean isHidden(Link link) {
    Peer peer = link.peer();
    return peer != null && drill.hides(peer.site());
  }

  private long now() {
    return context.ticks().now();
  }
}
