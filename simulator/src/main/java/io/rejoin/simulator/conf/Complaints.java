package io.rejoin.simulator.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with a file, all of it, so that nobody has to start over for each mistake. */
final class Complaints {
  private static final int MOST = 20;

  private final List<String> complaints = new ArrayList<>();

  void add(Tree.Where where, String what) {
    String complaint = where + what;
    if (!complaints.contains(complaint) && complaints.size() < MOST) {
      complaints.add(complaint);
    }
  }

  /** Makes something that may refuse its values. */
  <T> Optional<T> make(Tree.Where where, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException refused) {
      add(where, String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return complaints.isEmpty();
  }

  void check() throws InvalidScenario {
    if (!isEmpty()) {
      throw new InvalidScenario(complaints);
    }
  }

  static InvalidScenario of(String complaint) {
    return new InvalidScenario(List.of(complaint));
  }
}
