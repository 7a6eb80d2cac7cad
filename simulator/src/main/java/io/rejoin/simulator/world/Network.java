package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The network between numbered nodes: who can be dialled where, what is cut, and what becomes of
 * each frame.
 */
public final class Network {
  private final World world;
  private final Map<String, SimTransport> listening = new HashMap<>();
  private final Map<Integer, SimTransport> attached = new HashMap<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final Map<Long, Long> counts = new HashMap<>();
  private BiFunction<Integer, Integer, Weather> weather = (from, to) -> Weather.calm();
  private Tamper tamper = Tamper.NONE;
  private long links;
  private long frames;
  private long bytes;
  private long lost;

  public Network(World world) {
    this.world = world;
  }

  public void weather(BiFunction<Integer, Integer, Weather> between) {
    weather = between;
  }

  public void tamper(Tamper hand) {
    tamper = hand;
  }

  /** A process of the node begins, listening at the address if that is not null. */
  public SimTransport attach(int node, @Nullable String address) {
    SimTransport transport = new SimTransport(this, node);
    attached.put(node, transport);
    if (address != null) {
      listening.put(address, transport);
    }
    return transport;
  }

  /** The node's process ends: peers are told, unless all ends silently or they are cut off. */
  public void detach(int node, boolean silently) {
    SimTransport transport = attached.remove(node);
    if (transport != null) {
      listening.values().remove(transport);
      transport.end(silently);
    }
  }

  public void cut(Cut cut) {
    cuts.add(cut);
  }

  public void heal(Cut cut) {
    cuts.remove(cut);
  }

  public boolean isCut(int from, int to) {
    for (Cut cut : cuts) {
      if (cut.stops(from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Resets the connections between two nodes, as a router does that restarts. */
  public void reset(int one, int other) {
    SimTransport transport = attached.get(one);
    if (transport != null) {
      transport.reset(other);
    }
  }

  public long frames() {
    return frames;
  }

  public long bytes() {
    return bytes;
  }

  public long lost() {
    return lost;
  }

  World world() {
    return world;
  }

  long nextLink() {
    return ++links;
  }

  @Nullable
  SimTransport listener(String address) {
    return listening.get(address);
  }

  /** One way's time, drawn for the next thing that goes this way. */
  long latency(int from, int to) {
    long way = way(from, to);
    long n = counts.merge(way, 1L, Long::sum);
    return latency(from, to, n);
  }

  private long latency(int from, int to, long n) {
    Draws draws = world.draws();
    long way = way(from, to);
    return weather
        .apply(from, to)
        .latency()
        .nanos(
            draws.unit(Purpose.LATENCY, way, 2 * n), draws.unit(Purpose.LATENCY, way, 2 * n + 1));
  }

  /** Carries a frame from one end of a link to the other, or loses it. */
  void carry(LinkEnd from, Bytes sent) {
    int sender = from.node();
    int receiver = from.other().node();
    Bytes frame = tamper.pass(sender, receiver, sent).orElse(null);
    frames++;
    bytes += sent.length();
    long way = way(sender, receiver);
    long n = counts.merge(way, 1L, Long::sum);
    Weather sky = weather.apply(sender, receiver);
    from.written(sent.length(), sky.bytesPerSecond());
    Draws draws = world.draws();
    boolean loses = draws.unit(Purpose.LOSS, way, n) < sky.loss();
    if (frame == null || loses || isCut(sender, receiver)) {
      lost++;
      return;
    }
    boolean stray = draws.unit(Purpose.REORDER, way, n) < sky.reorder();
    long time = latency(sender, receiver, n);
    if (stray) {
      time = (long) (time * 4 * draws.unit(Purpose.REORDER, way, ~n));
    }
    deliver(from, frame, from.arrival(time, stray));
    if (draws.unit(Purpose.DUPLICATE, way, n) < sky.duplicate()) {
      deliver(from, frame, from.arrival(2 * time, true));
    }
  }

  private void deliver(LinkEnd from, Bytes frame, long time) {
    LinkEnd to = from.other();
    world.at(time, () -> {
      if (isCut(from.node(), to.node())) {
        lost++;
      } else {
        to.arrived(frame);
      }
    });
  }

  /** Tells something to the other side, a while later, unless it is cut off by then. */
  void tell(int from, int to, long time, Runnable what) {
    world.at(time, () -> {
      if (!isCut(from, to)) {
        what.run();
      }
    });
  }

  void happened(String kind, int from, int to, Bytes payload) {
    world.trace().happened(world.now(), kind, from, to, payload);
  }

  private static long way(int from, int to) {
    return ((long) from << 32) | to;
  }
}
