package io.rejoin.antientropy;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A random life of three replicas: they write, send deltas that are lost, late or doubled, and
 * begin sessions that interleave and are cut. Afterwards they meet, and what was written is
 * compared with what is there by arithmetic on dots alone.
 */
final class History {
  private static final int REPLICAS = 3;

  private record Parcel(int to, Batch batch) {}

  private final Random random;
  private final UnaryOperator<Entries> fault;
  private final int keys;
  private final Session.Limits limits;
  private final List<PlainReplica> replicas = new ArrayList<>();
  private final DeltaBuffer[][] buffers = new DeltaBuffer[REPLICAS][REPLICAS];
  private final List<Parcel> underWay = new ArrayList<>();
  private final List<Wire> sessions = new ArrayList<>();
  private final List<PlainReplica.Written> written = new ArrayList<>();
  private final Map<EntryKey, CausalContext> removed = new HashMap<>();
  private boolean hidesLosses;
  private int cut;

  /** With a fault, sessions are given a replica that behaves wrongly. */
  History(long seed, UnaryOperator<Entries> fault) {
    random = new Random(seed);
    this.fault = fault;
    keys = seed < 20 ? 2 : new int[] {3, 20, 200}[random.nextInt(3)];
    int fewDots = random.nextBoolean() ? 0 : 1024;
    limits = new Session.Limits(8192, 8192, fewDots, 10_000, 1000);
    for (int i = 0; i < REPLICAS; i++) {
      replicas.add(new PlainReplica(100 + i));
      for (int j = 0; j < REPLICAS; j++) {
        buffers[i][j] = new DeltaBuffer(random.nextInt(60, 800), random.nextInt(40, 400));
      }
    }
  }

  /** Another fault: messages of sessions are lost and nobody can know. */
  History hidingLosses() {
    hidesLosses = true;
    return this;
  }

  /** Lives through so many steps; what is wrong, or an empty text. */
  String live(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      String wrong = i % 8 == 0 ? unsoundClaim() : "";
      if (!wrong.isEmpty()) {
        return "after step " + i + ": " + wrong;
      }
    }
    meet();
    return unsoundClaim() + notConverged() + lostOrBack();
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> write();
      case 5, 6 -> send();
      case 7, 8, 9 -> deliver();
      case 10 -> begin();
      case 11 -> abandon();
      case 12 -> replicas.forEach(replica -> replica.trim(horizon()));
      default -> advance();
    }
  }

  private void write() {
    int at = random.nextInt(REPLICAS);
    String set = "set" + random.nextInt(keys);
    String element = "e" + random.nextInt(4);
    PlainReplica replica = replicas.get(at);
    PlainReplica.Written done = switch (random.nextInt(6)) {
      case 0 -> replica.remove(set, element);
      case 1 -> replica.clear(set);
      case 2 -> replica.count("n" + random.nextInt(2), 1);
      default -> replica.add(set, element);
    };
    if (done.upTo() == done.after()) {
      return;
    }
    written.add(done);
    removed.merge(done.key(), done.removed(), CausalContext::union);
    for (int to = 0; to < REPLICAS; to++) {
      if (to != at) {
        buffers[at][to].add(replica.run(), done.after(), done.upTo(), done.change());
      }
    }
  }

  private void send() {
    int from = random.nextInt(REPLICAS);
    int to = random.nextInt(REPLICAS);
    buffers[from][to].drain().ifPresent(batch -> {
      for (int copies = random.nextInt(3); copies > 0; copies--) {
        underWay.add(new Parcel(to, batch));
      }
    });
  }

  private void deliver() {
    if (!underWay.isEmpty()) {
      Parcel parcel = underWay.remove(random.nextInt(underWay.size()));
      replicas.get(parcel.to()).receive(parcel.batch());
    }
  }

  private void begin() {
    int from = random.nextInt(REPLICAS);
    int to = (from + random.nextInt(1, REPLICAS)) % REPLICAS;
    Wire wire = wire(from, to).losing(any -> random.nextInt(30) == 0);
    if (hidesLosses) {
      wire.hidingLosses();
    }
    wire.begin();
    sessions.add(wire);
  }

  private Wire wire(int from, int to) {
    return new Wire(fault.apply(replicas.get(from)), fault.apply(replicas.get(to)), limits);
  }

  private void advance() {
    if (!sessions.isEmpty()) {
      int which = random.nextInt(sessions.size());
      if (!sessions.get(which).step()) {
        leave(which);
      }
    }
  }

  private void abandon() {
    if (!sessions.isEmpty()) {
      leave(random.nextInt(sessions.size()));
    }
  }

  private void leave(int which) {
    Wire left = sessions.remove(which);
    cut += left.initiator().done() && left.responder().done() ? 0 : 1;
  }

  private void meet() {
    for (int round = 0; round < 2; round++) {
      for (int from = 0; from < REPLICAS; from++) {
        for (int to = 0; to < REPLICAS; to++) {
          if (from != to) {
            wire(from, to).run();
          }
        }
      }
    }
  }

  private Clock horizon() {
    return Clock.min(replicas.stream().map(PlainReplica::clock).toList());
  }

  /** Whose clock covers an operation of which the effect is not there? */
  private String unsoundClaim() {
    for (PlainReplica replica : replicas) {
      for (PlainReplica.Written operation : written) {
        if (covers(replica.clock(), operation) && !shows(replica, operation)) {
          return replica.run() + " claims " + operation;
        }
      }
    }
    return "";
  }

  private static boolean covers(Clock clock, PlainReplica.Written operation) {
    return clock.operations().contains(operation.run(), operation.upTo());
  }

  /** What it removed is known and not live; what it put is known, unless it has been removed. */
  private boolean shows(PlainReplica replica, PlainReplica.Written operation) {
    State state = replica.state(operation.key());
    CausalContext context = state.context();
    CausalContext gone = operation.removed();
    CausalContext put = CausalContext.of(operation.put());
    return context.covers(gone)
        && gone.intersect(state.live()).isEmpty()
        && context
            .union(removed.getOrDefault(operation.key(), CausalContext.EMPTY))
            .covers(put);
  }

  private String notConverged() {
    PlainReplica first = replicas.get(0);
    for (PlainReplica replica : replicas) {
      if (!replica.root().equals(first.root()) || !replica.clock().equals(first.clock())) {
        return "not converged; ";
      }
    }
    return "";
  }

  /** What is there is what was put and not removed, dot by dot. */
  private String lostOrBack() {
    Map<EntryKey, CausalContext> expected = new TreeMap<>();
    for (PlainReplica.Written operation : written) {
      CausalContext left = CausalContext.of(operation.put())
          .minus(removed.getOrDefault(operation.key(), CausalContext.EMPTY));
      expected.merge(operation.key(), left, CausalContext::union);
    }
    StringBuilder wrong = new StringBuilder();
    for (PlainReplica replica : replicas) {
      expected.forEach((key, dots) -> {
        CausalContext live = replica.state(key).live();
        if (!live.equals(dots)) {
          wrong.append(key).append(" at ").append(replica.run()).append(": lost ");
          wrong
              .append(dots.minus(live))
              .append(", back ")
              .append(live.minus(dots))
              .append("; ");
        }
      });
    }
    return wrong.toString();
  }

  /** How many sessions were cut before they were done. */
  int cut() {
    return cut;
  }

  int operations() {
    return written.size();
  }

  long overflows() {
    long sum = 0;
    for (DeltaBuffer[] row : buffers) {
      for (DeltaBuffer buffer : row) {
        sum += buffer.overflows();
      }
    }
    return sum;
  }
}
