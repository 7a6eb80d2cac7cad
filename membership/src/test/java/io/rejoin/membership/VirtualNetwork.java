package io.rejoin.membership;

import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Many nodes in virtual time. It does for each what an owner does: ticks, carries messages (written
 * out and read again), dials, and closes the link to a node that died. Messages may be lost; a cut
 * loses everything between the groups without anybody being told.
 */
final class VirtualNetwork {
  private static final long TICK = Duration.ofMillis(50).toNanos();

  private final SwimConfig config;
  private final SplittableRandom random;
  private final List<Peer> peers = new ArrayList<>();
  private final Map<String, Peer> byAddress = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  private final List<String> falseDeaths = new ArrayList<>();
  private long order;
  private long now;
  private double loss;
  private long bytes;
  private Map<Peer, Integer> islands = Map.of();

  VirtualNetwork(long seed, SwimConfig config) {
    this.random = new SplittableRandom(seed);
    this.config = config;
  }

  /** A node at the address "name:1" that knows the given seeds. */
  Peer start(String name, String... seeds) {
    return start(name, true, seeds);
  }

  /** A node that nobody can dial. */
  Peer startSpoke(String name, String... seeds) {
    return start(name, false, seeds);
  }

  private Peer start(String name, boolean dialable, String... seeds) {
    Peer peer = new Peer(name, dialable, List.of(seeds));
    peers.add(peer);
    if (dialable) {
      byAddress.put(name + ":1", peer);
    }
    peer.boot();
    return peer;
  }

  /** {@code count} nodes that all know the first two. */
  List<Peer> startMany(int count) {
    List<Peer> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(start("n" + i, "n0:1", "n1:1"));
    }
    return started;
  }

  void loss(double share) {
    loss = share;
  }

  /** Cuts each group from everybody else; who is in no group stays with the rest. */
  @SafeVarargs
  final void cut(Collection<Peer>... groups) {
    islands = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      for (Peer peer : groups[i]) {
        islands.put(peer, i + 1);
      }
    }
  }

  void heal() {
    islands = Map.of();
  }

  void run(Duration time) {
    runUntil(() -> false, time);
  }

  /** Runs until the condition holds and returns the time it took, or fails. */
  Duration await(BooleanSupplier condition, Duration atMost) {
    long start = now;
    if (!runUntil(condition, atMost)) {
      throw new AssertionError("not within " + atMost + ":\n" + this);
    }
    return Duration.ofNanos(now - start);
  }

  private boolean runUntil(BooleanSupplier condition, Duration atMost) {
    long end = now + atMost.toNanos();
    long check = now;
    while (true) {
      Event next = events.peek();
      if (next == null || next.time > end) {
        now = end;
        return condition.getAsBoolean();
      }
      if (next.time >= check) {
        check = next.time + TICK;
        if (condition.getAsBoolean()) {
          return true;
        }
      }
      events.remove();
      now = next.time;
      next.action.run();
    }
  }

  /** Every node that runs lists exactly those that run as alive. */
  boolean agrees() {
    return agrees(peers);
  }

  boolean agrees(Collection<Peer> island) {
    TreeSet<NodeId> up = new TreeSet<>();
    island.stream().filter(peer -> peer.up).forEach(peer -> up.add(peer.id));
    return island.stream().filter(peer -> peer.up).allMatch(peer -> peer.alive().equals(up));
  }

  /** Deaths of nodes that ran and could be reached, as seen by those that had a link to them. */
  List<String> falseDeaths() {
    return falseDeaths;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Peer peer : peers) {
      text.append(peer.name).append(peer.up ? " " : " (down) ").append(peer.swim.links());
      text.append('\n');
      for (Member row : peer.swim.table().members()) {
        text.append("  ").append(row.name()).append(' ').append(row.status());
        text.append(' ').append(row.incarnation()).append('\n');
      }
    }
    return text.toString();
  }

  private boolean reaches(Peer from, Peer to) {
    return from.up && to.up && islands.getOrDefault(from, 0).equals(islands.getOrDefault(to, 0));
  }

  private void later(long delay, Runnable action) {
    events.add(new Event(now + delay, order++, action));
  }

  private long latency() {
    return Duration.ofMillis(1).toNanos()
        + random.nextLong(Duration.ofMillis(20).toNanos());
  }

  private record Event(long time, long order, Runnable action) {}

  /** One node and its owner. */
  final class Peer {
    final NodeId id = NodeId.random(random);
    final String name;
    final List<MemberEvent> seen = new ArrayList<>();
    private final boolean dialable;
    private final List<String> seeds;
    private final Map<NodeId, Peer> links = new HashMap<>();
    Swim swim;
    private boolean up;
    private long pausedUntil;
    private int life;

    Peer(String name, boolean dialable, List<String> seeds) {
      this.name = name;
      this.dialable = dialable;
      this.seeds = seeds;
      swim = newborn();
    }

    private Swim newborn() {
      Optional<String> address = dialable ? Optional.of(name + ":1") : Optional.empty();
      Member row = Member.starting(id, name, "", address, ReplicaId.random(random));
      return new Swim(config.withSeeds(seeds), row, random.split());
    }

    private void boot() {
      up = true;
      int mine = ++life;
      later(random.nextLong(TICK), () -> tick(mine));
    }

    /** The machine is gone without a word; the links to it seem to stand. */
    void powerOff() {
      links.clear();
      up = false;
      life++;
    }

    /** The process ends; those it was linked to notice unless they are cut off. */
    void crash() {
      for (Peer other : List.copyOf(links.values())) {
        if (reaches(this, other)) {
          other.closed(this);
        }
      }
      powerOff();
    }

    /** Starts again with nothing but the identity. */
    void restart() {
      swim = newborn();
      boot();
    }

    /** The process stands still; what is sent to it waits. */
    void pause(Duration time) {
      pausedUntil = now + time.toNanos();
    }

    boolean sees(Peer other, Status status) {
      return swim.table().find(other.id).map(row -> row.status() == status).orElse(false);
    }

    SortedSet<NodeId> alive() {
      TreeSet<NodeId> alive = new TreeSet<>();
      for (Member row : swim.table().members()) {
        if (row.status() == Status.ALIVE) {
          alive.add(row.id());
        }
      }
      return alive;
    }

    private void tick(int mine) {
      if (mine != life) {
        return;
      }
      if (now >= pausedUntil) {
        swim.tick(now);
        swim.nextDials(now).forEach(this::dial);
        swim.surplus().forEach(this::release);
        drain();
      }
      later(TICK, () -> tick(mine));
    }

    private void dial(String address) {
      Peer other = byAddress.get(address);
      int mine = life;
      later(2 * latency(), () -> {
        if (other != null && mine == life && reaches(this, other)) {
          swim.reached(address, other.id);
          link(other);
        }
      });
    }

    private void link(Peer other) {
      if (other != this) {
        opened(other);
        other.opened(this);
      }
    }

    private void opened(Peer other) {
      if (links.put(other.id, other) == null) {
        swim.linked(other.id);
        drain();
      }
    }

    private void release(NodeId id) {
      Peer other = links.remove(id);
      if (other != null && reaches(this, other)) {
        swim.released(id);
        if (other.links.remove(this.id) != null) {
          other.swim.released(this.id);
        }
      }
    }

    private void closed(Peer other) {
      if (links.remove(other.id) != null) {
        swim.unlinked(other.id);
        drain();
      }
    }

    private void drain() {
      for (MemberEvent event : swim.drainEvents()) {
        seen.add(event);
        if (event instanceof MemberEvent.Died died) {
          died(died.member().id());
        }
      }
      swim.drainOutbox().forEach(this::send);
    }

    private void died(NodeId id) {
      for (Peer other : peers) {
        if (other.id.equals(id)) {
          if (reaches(this, other) && links.containsKey(id) && now >= other.pausedUntil) {
            falseDeaths.add(name + " took " + other.name + " for dead");
          }
          closed(other);
          if (reaches(this, other)) {
            other.closed(this);
          }
        }
      }
    }

    private void send(Envelope envelope) {
      Peer other = links.get(envelope.to());
      if (other == null) {
        return;
      }
      var written = SwimCodecTest.write(envelope.message());
      bytes += written.length();
      if (random.nextDouble() >= loss) {
        later(latency(), () -> other.receive(this, written));
      }
    }

    private void receive(Peer from, io.rejoin.crdt.bytes.Bytes written) {
      if (now < pausedUntil) {
        later(pausedUntil - now, () -> receive(from, written));
      } else if (reaches(from, this) && links.containsKey(from.id)) {
        try {
          swim.receive(from.id, SwimCodecTest.read(written), now);
        } catch (MalformedBytes impossible) {
          throw new AssertionError(impossible);
        }
        drain();
      }
    }
  }
}
