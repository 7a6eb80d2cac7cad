package io.rejoin.membership;

import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

/** The probes that this node makes for others (SWIM §3.1), with Lifeguard's nacks. */
final class Relays {
  /** Probes for others under way at a time; more are answered with a nack. */
  static final int MAX_RELAYS = 256;

  private final SwimConfig config;
  private final Neighbourhood around;
  private final Dissemination out;
  private final SortedMap<Long, Relay> pending = new TreeMap<>();

  Relays(SwimConfig config, Neighbourhood around, Dissemination out) {
    this.config = config;
    this.around = around;
    this.out = out;
  }

  void request(NodeId origin, SwimMessage.PingRequest request, long now) {
    if (!around.isLinked(request.target()) || pending.size() >= MAX_RELAYS) {
      out.nack(origin, request.sequence());
      return;
    }
    long number = out.ping(request.target());
    pending.put(number, new Relay(origin, request.sequence(), request.target(), now));
  }

  void acked(NodeId from, long sequence) {
    Relay relay = pending.get(sequence);
    if (relay != null && relay.target.equals(from)) {
      pending.remove(sequence);
      out.ack(relay.origin, relay.sequence);
    }
  }

  /**
   * Nacks what took too long, early enough to arrive within the period in which the prober waits,
   * and forgets it when that is over.
   */
  void tick(long now) {
    long period = config.probeInterval().toNanos();
    long patience = (period - config.probeTimeout().toNanos()) * 6 / 10;
    Iterator<Relay> all = pending.values().iterator();
    while (all.hasNext()) {
      Relay relay = all.next();
      if (now - relay.since >= patience && !relay.nacked) {
        relay.nacked = true;
        out.nack(relay.origin, relay.sequence);
      }
      if (now - relay.since >= period) {
        all.remove();
      }
    }
  }

  private static final class Relay {
    private final NodeId origin;
    private final long sequence;
    private final NodeId target;
    private final long since;
    private boolean nacked;

    Relay(NodeId origin, long sequence, NodeId target, long since) {
      this.origin = origin;
      this.sequence = sequence;
      this.target = target;
      this.since = since;
    }
  }
}
