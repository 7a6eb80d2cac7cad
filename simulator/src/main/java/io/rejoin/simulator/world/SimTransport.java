package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The transport of one process of one node. What happens to it while it pauses waits. */
public final class SimTransport implements Transport {
  private static final int MAX_FRAME = 1 << 20;

  private final Network network;
  private final int node;
  private final SortedMap<LinkId, LinkEnd> ends = new TreeMap<>();
  private @Nullable TransportListener listener;
  private boolean alive = true;
  private boolean silent;
  private long pausedUntil;

  SimTransport(Network network, int node) {
    this.network = network;
    this.node = node;
  }

  /** Names who hears of links and frames. */
  public void listen(TransportListener to) {
    listener = to;
  }

  /** Nothing happens to the process before this time; it happens then, in order. */
  public void pauseUntil(long time) {
    pausedUntil = time;
  }

  int node() {
    return node;
  }

  long now() {
    return network.world().now();
  }

  void at(long time, Runnable event) {
    network.world().at(time, event);
  }

  @Override
  public void dial(String address) {
    long way = network.latency(node, node);
    at(now() + way, () -> knock(address));
  }

  private void knock(String address) {
    SimTransport there = network.listener(address);
    if (!alive || there == null || network.isCut(node, there.node)) {
      return;
    }
    long out = network.latency(node, there.node);
    network.tell(node, there.node, now() + out, () -> there.answer(this, address));
  }

  private void answer(SimTransport dialler, String address) {
    if (!alive || now() < pausedUntil) {
      return;
    }
    LinkEnd here = LinkEnd.connect(this, dialler, network);
    opened(here, false, "node " + dialler.node);
    long back = here.arrival(network.latency(node, dialler.node), false);
    network.tell(node, dialler.node, back, () -> dialler.opened(here.other(), true, address));
  }

  private void opened(LinkEnd end, boolean dialled, String address) {
    if (!alive) {
      end.shut();
      end.other().owner().lost(end.other(), "nobody there");
      return;
    }
    ends.put(end.id(), end);
    inTime("opened", end, Bytes.utf8(address), to -> to.opened(end.id(), dialled, address));
  }

  @Override
  public void send(LinkId link, Bytes frame) {
    LinkEnd end = ends.get(link);
    if (end != null) {
      network.carry(end, frame);
    }
  }

  @Override
  public void close(LinkId link) {
    LinkEnd end = ends.remove(link);
    if (end != null) {
      part(end, "closed by peer");
    }
  }

  private void part(LinkEnd end, String reason) {
    end.shut();
    LinkEnd other = end.other();
    long time = end.arrival(network.latency(node, other.node()), false);
    network.tell(node, other.node(), time, () -> other.owner().lost(other, reason));
  }

  @Override
  public int maxFrame() {
    return MAX_FRAME;
  }

  @Override
  public long credit(LinkId link) {
    LinkEnd end = ends.get(link);
    return end == null ? 0 : end.credit();
  }

  @Override
  public void close() {
    List.copyOf(ends.keySet()).forEach(this::close);
    alive = false;
  }

  void end(boolean silently) {
    silent = silently;
    if (silently) {
      ends.values().forEach(LinkEnd::shut);
      ends.clear();
    }
    close();
  }

  void reset(int otherNode) {
    for (LinkEnd end : List.copyOf(ends.values())) {
      if (end.other().node() == otherNode) {
        lost(end, "reset");
        end.other().owner().lost(end.other(), "reset");
      }
    }
  }

  /** The connection is gone. */
  void lost(LinkEnd end, String reason) {
    end.shut();
    if (alive && ends.remove(end.id()) != null) {
      inTime("closed", end, Bytes.utf8(reason), to -> to.closed(end.id(), reason));
    }
  }

  void writable(LinkEnd end) {
    inTime("writable", end, Bytes.EMPTY, to -> to.writable(end.id()));
  }

  void arrived(LinkEnd end, Bytes frame) {
    inTime("frame", end, frame, to -> {
      if (ends.containsKey(end.id())) {
        to.frame(end.id(), frame);
      }
    });
  }

  /** A machine without power does not even refuse. */
  boolean isSilent() {
    return silent;
  }

  private void inTime(String kind, LinkEnd end, Bytes what, Notice notice) {
    at(Math.max(now(), pausedUntil), () -> tell(kind, end, what, notice));
  }

  private void tell(String kind, LinkEnd end, Bytes what, Notice notice) {
    TransportListener to = listener;
    if (!alive || to == null) {
      return;
    }
    if (now() < pausedUntil) {
      inTime(kind, end, what, notice);
      return;
    }
    network.happened(kind, end.other().node(), node, what);
    notice.tell(to);
  }

  @FunctionalInterface
  private interface Notice {
    void tell(TransportListener listener);
  }
}
