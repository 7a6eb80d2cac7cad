package io.rejoin.membership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Whom to probe next: round-robin through a list that is shuffled after every pass, with newcomers
 * at random places, so that the time until a member is probed is bounded (SWIM §4.3).
 */
final class ProbeOrder {
  private final RandomGenerator random;
  private final List<NodeId> pass = new ArrayList<>();
  private final Deque<NodeId> urgent = new ArrayDeque<>();
  private SortedSet<NodeId> known = new TreeSet<>();

  ProbeOrder(RandomGenerator random) {
    this.random = random;
  }

  /** Puts a member before its turn, once. */
  void hurry(NodeId id) {
    if (!urgent.contains(id)) {
      urgent.add(id);
    }
  }

  /** The next of the candidates, empty if there are none. */
  Optional<NodeId> next(SortedSet<NodeId> candidates) {
    urgent.retainAll(candidates);
    pass.retainAll(candidates);
    for (NodeId candidate : candidates) {
      if (!known.contains(candidate)) {
        pass.add(random.nextInt(pass.size() + 1), candidate);
      }
    }
    known = new TreeSet<>(candidates);
    if (!urgent.isEmpty()) {
      NodeId first = urgent.remove();
      pass.remove(first);
      return Optional.of(first);
    }
    if (pass.isEmpty()) {
      shuffle(candidates);
    }
    return pass.isEmpty() ? Optional.empty() : Optional.of(pass.remove(pass.size() - 1));
  }

  private void shuffle(SortedSet<NodeId> candidates) {
    for (NodeId candidate : candidates) {
      pass.add(random.nextInt(pass.size() + 1), candidate);
    }
  }
}
