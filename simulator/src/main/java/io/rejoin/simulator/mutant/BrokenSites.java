package io.rejoin.simulator.mutant;

import io.rejoin.node.core.CoreConfig;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deltas that go over slow links more often than they should. */
final class BrokenSites {
  private BrokenSites() {}

  static List<Mutant> all() {
    return List.of(Mutant.of(
        "every-node-of-a-site-told",
        "a delta goes to each node of another site",
        List.of("bytes-bound"),
        ground(),
        () -> new Variation() {
          @Override
          public CoreConfig config(SimNode node, CoreConfig sound) {
            return toEveryNode(sound);
          }
        }));
  }

  private static CoreConfig toEveryNode(CoreConfig sound) {
    return sound.withDeltas(sound.deltas().withOncePerSite(false));
  }

  /** Two sites of three nodes, and nothing befalls anybody. */
  private static Scenario ground() {
    TreeMap<String, String> once = new TreeMap<>(Map.of("copies-per-site-below", "1.2"));
    return Scenario.named("sites-of-three")
        .about("A ground on which broken nodes are tried.")
        .seeds(1, 10)
        .time(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(60))
        .sites("site", 2, 3)
        .clients("clients", clients -> clients.rate(3).mix(1, OperationName.SET_ADD, "k"))
        .check(CheckName.ROOTS_EQUAL)
        .check(new CheckSpec("bytes-bound", once))
        .build();
  }
}
