package io.rejoin.simulator.mutant;

import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.scenario.Scenario;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A way in which nodes could be broken.
 *
 * @param name lower case and hyphens
 * @param about what is broken, in one line
 * @param caughtBy the checks each of which must find it out
 * @param trial how it is tried; absent if it breaks something that is not built yet
 */
public record Mutant(String name, String about, SortedSet<String> caughtBy, Optional<Trial> trial) {

  /**
   * Where and how a mutant is tried.
   *
   * @param scenario which sound nodes pass
   * @param variation makes the broken nodes of one run
   */
  public record Trial(Scenario scenario, Supplier<Variation> variation) {}

  public Mutant {
    caughtBy = Collections.unmodifiableSortedSet(new TreeSet<>(caughtBy));
  }

  static Mutant of(
      String name, String about, List<String> caughtBy, Scenario on, Supplier<Variation> how) {
    return new Mutant(name, about, new TreeSet<>(caughtBy), Optional.of(new Trial(on, how)));
  }

  static Mutant notBuilt(String name, String about) {
    return new Mutant(name, about, new TreeSet<>(), Optional.empty());
  }
}
