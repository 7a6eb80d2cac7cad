package io.rejoin.testing;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A network in memory and virtual time: connections of equal delay that can be cut silently. */
public final class TestNetwork {
  public static final long DELAY = 1_000_000;
  public static final int MAX_FRAME = 1 << 20;
  public static final long TICK = 20_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<String, TestNode> nodes = new HashMap<>();
  private final List<TestNode> running = new ArrayList<>();
  private BiPredicate<String, String> cut = (from, to) -> false;
  private BiPredicate<String, String> slow = (from, to) -> false;
  private BiPredicate<String, Bytes> lost = (to, frame) -> false;
  private Noise noise = new Noise(new SplittableRandom(0), 0, 0, 0);
  private long rate = Long.MAX_VALUE;
  private long now;
  private long order;
  private long linkIds;

  private record Event(long at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** One end of a connection. */
  private static final class End {
    final LinkId id;
    final String owner;
    final Wire wire;

    @Nullable
    End other;

    long window;
    long busyUntil;
    boolean starved;
    boolean closed;

    End(LinkId id, String owner, Wire wire, long window) {
      this.id = id;
      this.owner = owner;
      this.wire = wire;
      this.window = window;
    }
  }

  public long now() {
    return now;
  }

  /** Frames for which this holds vanish, as do connections. */
  public void cut(BiPredicate<String, String> between) {
    cut = between;
  }

  public void heal() {
    cut = (from, to) -> false;
    lost = (to, frame) -> false;
  }

  /** Frames to an address for which this holds vanish; connections stay. */
  public void lose(BiPredicate<String, Bytes> frames) {
    lost = frames;
  }

  /** Frames for which this holds are never taken from the sender's queue. */
  public void stall(BiPredicate<String, String> between) {
    slow = between;
  }

  /** From now on so many of a thousand frames are lost, doubled and delayed. */
  public void disturb(SplittableRandom coin, int lost, int doubled, int delayed) {
    noise = new Noise(coin, lost, doubled, delayed);
  }

  private record Noise(SplittableRandom coin, int lost, int doubled, int delayed) {
    boolean hits(int chance) {
      return chance > 0 && coin.nextInt(1_000) < chance;
    }
  }

  /** Every link carries so many bytes a second from now on. */
  public void narrow(long bytesPerSecond) {
    rate = bytesPerSecond;
  }

  public Wire attach(TestNode node) {
    nodes.put(node.address(), node);
    running.add(node);
    return new Wire(node.address());
  }

  /** The node's process is killed: its connections close, frames on their way are lost. */
  public void kill(TestNode node) {
    running.remove(node);
    nodes.remove(node.address(), node);
    node.wire().reset();
  }

  public List<TestNode> running() {
    return running;
  }

  public void runFor(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      step();
    }
  }

  /** Runs until a condition holds and fails if it does not within the time. */
  public void runUntil(String what, Duration limit, BooleanSupplier condition) {
    long end = now + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (now >= end) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      step();
    }
  }

  private void step() {
    long until = now + TICK;
    while (!events.isEmpty() && events.peek().at <= until) {
      Event event = events.remove();
      now = event.at;
      event.action.run();
    }
    now = until;
    List.copyOf(running).forEach(node -> node.core().tick(now));
  }

  private void later(Runnable action) {
    events.add(new Event(now + DELAY, order++, action));
  }

  /** When a frame is through that goes into the wire now. */
  private long through(End end, int bytes) {
    long takes = rate == Long.MAX_VALUE ? 0 : bytes * 1_000_000_000L / rate;
    end.busyUntil = Math.max(now, end.busyUntil) + takes;
    return end.busyUntil + DELAY;
  }

  /** The transport of one node. */
  public final class Wire implements Transport {
    private final String owner;
    private final Map<LinkId, End> ends = new HashMap<>();
    private @Nullable TransportListener listener;
    private long sent;

    Wire(String owner) {
      this.owner = owner;
    }

    public void listen(TransportListener to) {
      listener = to;
    }

    /** Bytes handed over and not taken yet. */
    public long queued() {
      return sent;
    }

    /** A stranger connects and says these bytes. */
    public LinkId intrude(Bytes... frames) {
      End here = new End(new LinkId(++linkIds), owner, this, 1 << 16);
      ends.put(here.id, here);
      heard().opened(here.id, false, "stranger");
      for (Bytes frame : frames) {
        if (!here.closed) {
          heard().frame(here.id, frame);
        }
      }
      return here.id;
    }

    public int openLinks() {
      return ends.size();
    }

    public boolean isOpen(LinkId link) {
      return ends.containsKey(link);
    }

    @Override
    public void dial(String address) {
      later(() -> {
        TestNode target = nodes.get(address);
        if (target == null || cut.test(owner, address) || cut.test(address, owner)) {
          return;
        }
        Wire there = target.wire();
        End from = new End(new LinkId(++linkIds), owner, this, 1 << 16);
        End to = new End(new LinkId(++linkIds), address, there, 1 << 16);
        from.other = to;
        to.other = from;
        ends.put(from.id, from);
        there.ends.put(to.id, to);
        there.heard().opened(to.id, false, owner);
        heard().opened(from.id, true, address);
      });
    }

    @Override
    public void send(LinkId link, Bytes frame) {
      End end = ends.get(link);
      if (frame.length() > MAX_FRAME) {
        throw new AssertionError("a frame of " + frame.length() + " bytes");
      }
      if (end == null || end.other == null) {
        return;
      }
      End to = end.other;
      end.window -= frame.length();
      sent += frame.length();
      if (slow.test(owner, to.owner)) {
        return;
      }
      Runnable arrival = () -> {
        end.window += frame.length();
        sent -= frame.length();
        if (!to.closed && !cut.test(owner, to.owner) && !lost.test(to.owner, frame)) {
          to.wire.heard().frame(to.id, frame);
        }
        if (end.starved && end.window > 0 && !end.closed) {
          end.starved = false;
          heard().writable(end.id);
        }
      };
      long at = through(end, frame.length());
      Runnable noted = noise.hits(noise.lost) ? () -> end.window += frame.length() : arrival;
      long late = noise.hits(noise.delayed) ? noise.coin.nextLong(50 * DELAY) : 0;
      events.add(new Event(at + late, order++, noted));
      if (noise.hits(noise.doubled)) {
        end.window -= frame.length();
        sent += frame.length();
        events.add(new Event(at + DELAY, order++, arrival));
      }
    }

    @Override
    public void close(LinkId link) {
      End end = ends.remove(link);
      if (end != null) {
        end.closed = true;
        later(() -> closedThere(end));
      }
    }

    private void closedThere(End end) {
      End to = end.other;
      if (to != null && !to.closed && !cut.test(owner, to.owner)) {
        to.closed = true;
        to.wire.ends.remove(to.id);
        to.wire.heard().closed(to.id, "closed by peer");
      }
    }

    /** Every connection ends, as when a process dies. */
    public void reset() {
      List.copyOf(ends.keySet()).forEach(this::close);
      listener = null;
    }

    @Override
    public int maxFrame() {
      return MAX_FRAME;
    }

    @Override
    public long credit(LinkId link) {
      End end = ends.get(link);
      if (end == null) {
        return 0;
      }
      end.starved |= end.window <= 0;
      return end.window;
    }

    @Override
    public void close() {
      reset();
    }

    private TransportListener heard() {
      TransportListener to = listener;
      return to == null ? NOBODY : to;
    }
  }

  private static final TransportListener NOBODY = new TransportListener() {
    @Override
    public void opened(LinkId link, boolean dialled, String address) {}

    @Override
    public void frame(LinkId link, Bytes frame) {}

    @Override
    public void closed(LinkId link, String reason) {}

    @Override
    public void writable(LinkId link) {}
  };
}
