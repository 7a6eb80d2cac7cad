package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose effect a node holds of the operations upon an entry. What it has forgotten it held once; a
 * record that was lost since shows by what it wrote and nobody removed being absent. What knows of
 * an operation by a later one alone shows what it removed.
 */
final class Holding {
  private final State state;
  private final Clock forgotten;
  private final Journal journal;
  private final Set<Done> held = new LinkedHashSet<>();

  private Holding(State state, Clock forgotten, Journal journal) {
    this.state = state;
    this.forgotten = forgotten;
    this.journal = journal;
  }

  /** Those of the operations whose effect a node holds: in its memory, or on its disk. */
  static Set<Done> of(SimNode node, Collection<Done> operations, Journal journal) {
    Map<EntryKey, Set<Done>> byKey = new HashMap<>();
    Set<Done> known = new LinkedHashSet<>(operations);
    known.removeIf(done ->
        !byKey.computeIfAbsent(done.deed().key(), key -> of(node, key, journal)).contains(done)
            || !counts(done, node));
    return known;
  }

  private static Set<Done> of(SimNode node, EntryKey key, Journal journal) {
    State stored = node.disk().read(key).orElse(State.EMPTY);
    State known = node.isUp() ? stored.join(node.state(key)).state() : stored;
    return of(known, node.forgotten(key), journal, key);
  }

  private static boolean counts(Done done, SimNode node) {
    return !node.isUp()
        || node.replicas()
            .of(done.deed().key())
            .filter(replica -> counts(done, replica.run(), replica.clock()))
            .isPresent();
  }

  static Set<Done> of(State state, Clock forgotten, Journal journal, EntryKey key) {
    Holding holding = new Holding(state, forgotten, journal);
    List<Done> operations = journal.byKey().getOrDefault(key, List.of());
    for (int i = operations.size() - 1; i >= 0; i--) {
      if (operations.get(i).written().changed()) {
        holding.add(operations.get(i));
      }
    }
    return holding.held;
  }

  /**
   * Whether it counts that a run with this clock holds an operation. Who saw a removal in a session
   * that broke off, or had to take back its clock after a damage, does not say that it is applied;
   * and what a run that is over removed is void if it is in nobody's clock (the specification of
   * forgetting in {@code anti-entropy}, {@code Past}).
   */
  static boolean counts(Done done, ReplicaId run, Clock clock) {
    return done.number().run().equals(run)
        || !done.written().written().isEmpty()
        || clock.operations().contains(done.number());
  }

  /** What removed it came later, and was added before. */
  private void add(Done done) {
    boolean known = state.knows(done.number());
    boolean once = forgotten.covers(done.written().run(), done.written().number());
    boolean removed = done.written().removed().stream().noneMatch(state::shows);
    boolean written = known || done.written().written().stream().allMatch(this::isThereOrRemoved);
    if ((known || once) && removed && written) {
      held.add(done);
    }
  }

  private boolean isThereOrRemoved(Dot dot) {
    return state.shows(dot) || journal.removersOf(dot).stream().anyMatch(held::contains);
  }
}
