package io.rejoin.node.core;

import io.rejoin.membership.Member;
import io.rejoin.membership.SwimConfig;
import io.rejoin.node.core.frame.Extension;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.link.LinkConfig;
import io.rejoin.node.core.packing.Compression;
import io.rejoin.node.core.relay.DeltaConfig;
import io.rejoin.node.core.repair.RepairConfig;
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

  /**
   * By the name of a preset: {@code lan}, {@code wan} or {@code simulation}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static CoreConfig preset(String name, GridIdentity grid, Member self, List<String> seeds) {
    return switch (name) {
      case "lan" -> lan(grid, self, seeds);
      case "wan" -> wan(grid, self, seeds);
      case "simulation" -> simulation(grid, self, seeds);
      default -> throw new IllegalArgumentException("no preset is called '" + name + "'");
    };
  }

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
        LinkConfig.lan().withCompression(Compression.OFF),
        DeltaConfig.lan(),
        RepairConfig.lan(),
        RightsConfig.lan(),
        Duration.ofMillis(500));
  }

  public CoreConfig withLinks(LinkConfig other) {
    return new CoreConfig(grid, self, swim, other, deltas, repair, rights, status);
  }

  public CoreConfig withDeltas(DeltaConfig other) {
    return new CoreConfig(grid, self, swim, links, other, repair, rights, status);
  }

  public CoreConfig withRepair(RepairConfig other) {
    return new CoreConfig(grid, self, swim, links, deltas, other, rights, status);
  }

  /**
   * What the node says of itself on each link.
   *
   * @param placement digest of the policies of copies, 0 if all entries are everywhere
   */
  Hello hello(long placement) {
    return new Hello(
        FrameCodec.PROTOCOL,
        grid.name(),
        grid.fingerprint(),
        grid.shards(),
        self.id(),
        self.run(),
        self.name(),
        self.site(),
        self.address(),
        0,
        Extension.of(placement, links.compression().offer()));
  }
}
