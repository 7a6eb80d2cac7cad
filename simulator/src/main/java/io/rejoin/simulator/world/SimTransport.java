package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import io.rejoin.simulator.world.LinkEnd.Parcel;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private final Deque<Runnable> held = new ArrayDeque<>();
  private @Nullable TransportListener listener;
  private boolean alive = true;
  private boolean silent;
  private boolean paused;
  private long slowness;
  private long readyAt;

  SimTransport(Network network, int node) {
    this.network = network;
    this.node = node;
  }

  /** Names who hears of links and frames. */
  public void listen(TransportListener to) {
    listener = to;
  }

  /** Nothing happens to the process until it is resumed; it happens then, in order. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
    while (!paused && !held.isEmpty()) {
      held.remove().run();
    }
  }

  /** Everything that happens to the process happens so much later. */
  public void slow(long nanos) {
    slowness = nanos;
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
    at(now() + network.lookup(node), () -> knock(address));
  }

  private void knock(String address) {
    SimTransport there = network.listener(address);
    if (!alive || there == null) {
      return;
    }
    Way way = network.way(node, there.node);
    LinkProfile link = way.profile();
    if (link != null && !way.isClosed()) {
      long out = way.latency(link, way.next());
      network.tell(way, now() + out, () -> there.answer(this, address));
    }
  }

  private void answer(SimTransport dialler, String address) {
    LinkProfile back = network.way(node, dialler.node).profile();
    if (!alive || paused || back == null) {
      return;
    }
    LinkEnd here = LinkEnd.connect(this, dialler, network);
    long time = here.arrival(here.way().latency(back, here.way().next()), false);
    network.tell(here.way(), time, () -> dialler.opened(here.other(), true, address));
    opened(here, false, "node " + dialler.node);
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
    Way way = end.way();
    LinkProfile link = way.profile();
    if (link != null) {
      LinkEnd other = end.other();
      long time = end.arrival(way.latency(link, way.next()), false);
      network.tell(way, time, () -> other.owner().lost(other, reason));
    }
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
      if (end.way().to() == otherNode) {
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

  void arrived(LinkEnd end, Parcel parcel) {
    inTime("frame", end, parcel.frame(), to -> {
      if (ends.containsKey(end.id())) {
        network.tap().arrived(end.way().to(), node, parcel.sent(), parcel.frame());
        to.frame(end.id(), parcel.frame());
        if (parcel.corrupt()) {
          boolean closed = !ends.containsKey(end.id());
          network.tap().corrupted(end.way().to(), node, parcel.frame(), closed);
        }
      }
    });
  }

  /** A machine without power does not even refuse. */
  boolean isSilent() {
    return silent;
  }

  private void inTime(String kind, LinkEnd end, Bytes what, Notice notice) {
    Runnable event = () -> tell(kind, end, what, notice);
    if (paused || !held.isEmpty()) {
      held.add(event);
    } else if (slowness == 0 && readyAt <= now()) {
      event.run();
    } else {
      readyAt = Math.max(readyAt, now() + slowness);
      at(readyAt, () -> {
        if (paused || !held.isEmpty()) {
          held.add(event);
        } else {
          event.run();
        }
      });
    }
  }

  private void tell(String kind, LinkEnd end, Bytes what, Notice notice) {
    TransportListener to = listener;
    if (alive && to != null) {
      network.happened(kind, end.way().to(), node, what);
      notice.tell(to);
    }
  }

  @FunctionalInterface
  private interface Notice {
    void tell(TransportListener listener);
  }
}
