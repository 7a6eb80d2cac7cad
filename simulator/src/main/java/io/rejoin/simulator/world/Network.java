package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.simulator.world.LinkEnd.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The network between nodes: who can be dialled where, what is cut, and what becomes of each frame.
 *
 * <p>Nodes have numbers from 0; chances depend on their names, so that leaving one out changes
 * nothing for the others. A frame that is lost is lost for good and nobody is told, which is worse
 * than TCP: there the connection would stall or break. A frame that is corrupted arrives with one
 * bit changed: what a checksum of TCP misses once in a while, and ours must find.
 */
public final class Network {

  /** What the links are like where nothing befalls them. */
  @FunctionalInterface
  public interface Wiring {
    /** The way from one node to another; empty if they never reach each other directly. */
    Optional<LinkProfile> between(int from, int to);
  }

  /** How a frame changes on the way, by a coin. */
  @FunctionalInterface
  public interface Corruption {
    Bytes changed(Bytes frame, long coin);
  }

  /** Some links are different while it lasts: those that such a cut would stop. */
  public record Weather(Cut where, UnaryOperator<LinkProfile> change) {}

  /** Listens on the wires and changes nothing. */
  public interface Tap {
    Tap NONE = new Tap() {};

    /** A node sends a frame, whatever becomes of it. */
    default void sent(int from, int to, Bytes frame) {}

    /** A frame that was sent at this time reaches a process. */
    default void arrived(int from, int to, long sent, Bytes frame) {}

    /** A frame that changed on the way was given to a process. */
    default void corrupted(int from, int to, Bytes frame, boolean closed) {}
  }

  private static final long LEAST_LOOKUP = 200_000;
  private static final long LOOKUP_SPREAD = 800_000;

  private final World world;
  private final long[] subjects;
  private final Map<String, SimTransport> listening = new HashMap<>();
  private final Map<Integer, SimTransport> attached = new HashMap<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final List<Weather> weather = new ArrayList<>();
  private final Map<Long, Way> ways = new HashMap<>();
  private final Map<Integer, Long> dials = new HashMap<>();
  private Wiring wiring = (from, to) -> Optional.of(LinkProfile.lan());
  private Tamper tamper = Tamper.NONE;
  private Tap tap = Tap.NONE;
  private Corruption corruption = Network::flipped;
  private boolean flaps;
  private boolean steady;
  private long version;
  private long links;
  private long frames;
  private long bytes;
  private long lost;
  private long corrupted;

  /** A network of nodes with these names, all on one wire. */
  public Network(World world, List<String> names) {
    this.world = world;
    subjects = names.stream().mapToLong(Names::subject).toArray();
  }

  // ---- what it is like

  public void wire(Wiring between) {
    wiring = between;
    version++;
  }

  public void tamper(Tamper hand) {
    tamper = hand;
  }

  public void tap(Tap listener) {
    tap = listener;
  }

  /** Other ways to corrupt than the change of a bit, as hostile tests have them. */
  public void corruption(Corruption other) {
    corruption = other;
  }

  public void cut(Cut cut) {
    cuts.add(cut);
    version++;
  }

  public void heal(Cut cut) {
    cuts.remove(cut);
    version++;
  }

  /** The weather sets in, over all that set in before. */
  public void begin(Weather some) {
    weather.add(some);
    version++;
  }

  public void end(Weather some) {
    weather.remove(some);
    version++;
  }

  /** Whether nothing passes, by a cut or as the link is one that comes and goes. */
  public boolean isCut(int from, int to) {
    return isParted(from, to) || (flaps && way(from, to).isDown());
  }

  /** Whether there was a link that comes and goes. */
  public boolean flaps() {
    return flaps;
  }

  /** From now on links that come and go stay, so that nodes can come to agree. */
  public void steady() {
    steady = true;
    version++;
  }

  boolean isSteady() {
    return steady;
  }

  /** Whether there is a cut between them. */
  boolean isParted(int from, int to) {
    for (Cut cut : cuts) {
      if (cut.stops(from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the nodes would reach each other directly if nothing befell them. */
  public boolean isLinked(int from, int to) {
    return wiring.between(from, to).isPresent();
  }

  /** What the way is like now; null if there is no link. */
  @Nullable
  LinkProfile profile(int from, int to) {
    LinkProfile profile = wiring.between(from, to).orElse(null);
    if (profile == null) {
      return null;
    }
    for (Weather some : weather) {
      if (some.where.stops(from, to)) {
        profile = some.change.apply(profile);
      }
    }
    flaps |= profile.flap().isPresent();
    return profile;
  }

  /** Changes with everything that changes a link. */
  public long version() {
    return version;
  }

  // ---- processes

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

  /** Resets the connections between two nodes, as a router does that restarts. */
  public void reset(int one, int other) {
    SimTransport transport = attached.get(one);
    if (transport != null) {
      transport.reset(other);
    }
  }

  // ---- what went over it

  public long frames() {
    return frames;
  }

  public long bytes() {
    return bytes;
  }

  public long lost() {
    return lost;
  }

  /** Frames that were changed on the way. */
  public long corrupted() {
    return corrupted;
  }

  World world() {
    return world;
  }

  Tap tap() {
    return tap;
  }

  long nextLink() {
    return ++links;
  }

  long subject(int node) {
    return subjects[node];
  }

  Way way(int from, int to) {
    long key = ((long) from << 32) | to;
    return ways.computeIfAbsent(key, any -> new Way(this, from, to));
  }

  @Nullable
  SimTransport listener(String address) {
    return listening.get(address);
  }

  /** How long it takes a node to look up an address. */
  long lookup(int node) {
    long n = dials.merge(node, 1L, Long::sum);
    double share = world.draws().unit(Purpose.DIAL, subjects[node], n);
    return LEAST_LOOKUP + (long) (share * LOOKUP_SPREAD);
  }

  /** Carries a frame from one end of a link to the other, or loses it. */
  void carry(LinkEnd from, Bytes sent) {
    Way way = from.way();
    Bytes frame = tamper.pass(way.from(), way.to(), sent).orElse(null);
    frames++;
    Bytes said = frame == null ? sent : frame;
    bytes += said.length();
    tap.sent(way.from(), way.to(), said);
    long n = way.next();
    LinkProfile link = way.profile();
    if (link == null) {
      lost++;
      return;
    }
    way.written(sent.length(), link);
    if (frame == null || way.isClosed() || way.tosses(Purpose.LOSS, n, way.loss(link))) {
      lost++;
      return;
    }
    boolean corrupt = way.tosses(Purpose.CORRUPTION, n, link.corrupt());
    if (corrupt) {
      corrupted++;
      frame = corruption.changed(frame, world.draws().bits(Purpose.CORRUPTION, way.subject(), ~n));
    }
    send(from, link, n, new Parcel(frame, world.now(), corrupt));
  }

  private void send(LinkEnd from, LinkProfile link, long n, Parcel parcel) {
    Way way = from.way();
    boolean stray = way.tosses(Purpose.REORDER, n, link.reorder());
    long time = way.latency(link, n);
    if (stray) {
      time = (long) (time * 4 * way.unit(Purpose.REORDER, ~n));
    }
    deliver(from, parcel, from.arrival(time, stray));
    if (way.tosses(Purpose.DUPLICATE, n, link.duplicate())) {
      deliver(from, parcel, from.arrival(2 * time, true));
    }
  }

  private void deliver(LinkEnd from, Parcel parcel, long time) {
    world.at(time, () -> {
      if (from.way().isClosed()) {
        lost++;
      } else {
        from.other().arrived(parcel);
      }
    });
  }

  /** Tells something to the other side, a while later, unless it is cut off by then. */
  void tell(Way way, long time, Runnable what) {
    world.at(time, () -> {
      if (!way.isClosed()) {
        what.run();
      }
    });
  }

  void happened(String kind, int from, int to, Bytes payload) {
    world.trace().happened(world.now(), kind, from, to, payload);
  }

  private static Bytes flipped(Bytes frame, long coin) {
    if (frame.isEmpty()) {
      return frame;
    }
    byte[] content = frame.toArray();
    int bit = (int) Long.remainderUnsigned(coin, content.length * 8L);
    content[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.wrap(content);
  }
}
