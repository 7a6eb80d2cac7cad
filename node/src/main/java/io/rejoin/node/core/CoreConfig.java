package io.rejoin.node.core;

import io.rejoin.membership.Member;
import io.rejoin.membership.SwimConfig;
import io.rejoin.node.core.link.LinkConfig;
import io.rejoin.node.core.rights.RightsConfig;
import java.time.Duration;
import java.util.List;

/**
 * What a node is and how it behaves. Take a preset and change what differs.
 *
 * @param grid that the node belongs to
 * @param self the node's own row, with the run of its replica
 * @param status between two snapshots for operators
 */
public record CoreConfig(
    GridIdentity grid,
    Member self,
    SwimConfig swim,
    LinkConfig links,
    DeltaConfig deltas,
    RepairConfig repair,
    RightsConfig rights,
    Duration status) {

  /** For links of milliseconds. */
  public static CoreConfig lan(GridIdentity grid, Member self, List<String> seeds) {
    return new CoreConfig(
        grid,
        self,
        SwimConfig.lan().withSeeds(seeds),
        LinkConfig.lan(),
        DeltaConfig.lan(),
        RepairConfig.lan(),
        RightsConfig.lan(),
        Duration.ofMillis(100));
  }

  /** For links of hundreds of milliseconds. */
  public static CoreConfig wan(GridIdentity grid, Member self, List<String> seeds) {
    return new CoreConfig(
        grid,
        self,
        SwimConfig.wan().withSeeds(seeds),
        LinkConfig.wan(),
        DeltaConfig.wan(),
        RepairConfig.wan(),
        RightsConfig.wan(),
        Duration.ofMillis(250));
  }

  /** For simulated time: few events, quick decisions. */
  public static CoreConfig simulation(GridIdentity grid, Member self, List<String> seeds) {
    return new CoreConfig(
        grid,
        self,
        SwimConfig.simulation().withSeeds(seeds),
        LinkConfig.lan(),
        DeltaConfig.lan(),
        RepairConfig.lan(),
        RightsConfig.lan(),
        Duration.ofMillis(500));
  }
}
