package io.rejoin.crdt;

import io.rejoin.crdt.causal.Timestamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What happened to one entry at three to five replicas: operations whose deltas were lost, doubled
 * and late, now and then a whole state, clocks that jump. In a lossy history deltas also come out
 * of order; in a causal one not before what their writer knew. Remembers which operations each
 * replica had heard of, so that a specification can say what should be.
 */
public final class History<O extends Operation> {
  /** An operation, where it was carried out, what was known there, and its delta. */
  public record Event<O>(int id, O operation, int replica, BitSet heard, State delta) {}

  private final Random random;
  private final boolean causal;
  private final List<Replica<O>> replicas = new ArrayList<>();
  private final List<BitSet> heard = new ArrayList<>();
  private final List<Event<O>> events = new ArrayList<>();
  private final List<State> states = new ArrayList<>();

  private History(CrdtType<O> type, Random random, boolean causal) {
    this.random = random;
    this.causal = causal;
    int count = 3 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      replicas.add(new Replica<>(type, random.nextLong()));
      heard.add(new BitSet());
    }
  }

  /** A history that grows with the seed. */
  public static <O extends Operation> History<O> lossy(
      long seed, CrdtType<O> type, Function<Random, O> operations) {
    return new History<>(type, new Random(seed), false)
        .of(Seeds.size(3 * seed, 3, 120), operations);
  }

  public static <O extends Operation> History<O> causal(
      long seed, CrdtType<O> type, Function<Random, O> operations) {
    return new History<>(type, new Random(seed), true).of(Seeds.size(3 * seed, 3, 120), operations);
  }

  private History<O> of(int steps, Function<Random, O> operations) {
    for (int i = 0; i < steps; i++) {
      step(operations);
    }
    return this;
  }

  private void step(Function<Random, O> operations) {
    int at = random.nextInt(replicas.size());
    int kind = random.nextInt(10);
    if (kind < 5 || events.isEmpty()) {
      does(at, operations.apply(random));
    } else if (kind < 8) {
      Event<O> event = events.get(random.nextInt(events.size()));
      if (!causal || isKnown(at, event.heard())) {
        hears(at, event);
      }
    } else if (kind == 8) {
      int from = random.nextInt(replicas.size());
      replicas.get(at).hears(replicas.get(from).state());
      heard.get(at).or(heard.get(from));
    } else {
      replicas.get(at).worksElsewhere(random.nextInt(3));
      replicas.get(at).clockIs(Timestamp.ofMillis(random.nextInt(5)));
    }
    states.add(replicas.get(at).state());
  }

  private boolean isKnown(int at, BitSet past) {
    BitSet missing = (BitSet) past.clone();
    missing.andNot(heard.get(at));
    return missing.isEmpty();
  }

  private void does(int at, O operation) {
    BitSet known = (BitSet) heard.get(at).clone();
    State delta = replicas.get(at).does(operation);
    heard.get(at).set(events.size());
    events.add(new Event<>(events.size(), operation, at, known, delta));
  }

  public void hears(int at, Event<O> event) {
    replicas.get(at).hears(event.delta());
    heard.get(at).set(event.id());
  }

  public List<Replica<O>> replicas() {
    return replicas;
  }

  public List<Event<O>> events() {
    return events;
  }

  /** The events whose effect a replica has. */
  public List<Event<O>> heardAt(int replica) {
    return events.stream().filter(event -> heard.get(replica).get(event.id())).toList();
  }

  /** The state after each step, wherever it was. */
  public List<State> states() {
    return states;
  }

  /** One of these states. */
  public State anyState() {
    return states.get(random.nextInt(states.size()));
  }

  public Random random() {
    return random;
  }
}
