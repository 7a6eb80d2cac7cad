package io.rejoin.benchmarks.hazelcast.cluster;

import com.hazelcast.config.Config;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.federation.FederatedMap;
import io.rejoin.hazelcast.federation.FederatedValue;
import io.rejoin.hazelcast.federation.Federation;
import java.util.Optional;

/**
 * An IMap that is federated: the same member as without, beside a node of a grid. Its address is
 * that of the member and of the node.
 */
final class FederatedEntries extends PartitionedEntries {
  private static final FederatedMap<String, String> TEXTS =
      FederatedMap.of(ENTRIES, Codec.string(), Codec.string());
  private static final FederatedMap<String, Long> NUMBERS =
      FederatedMap.of(COUNTERS, Codec.string(), Codec.int64());
  private static final String GAP = " ";

  private final Grid grid;
  private final Federation federation;

  private FederatedEntries(Config config, Grid grid) {
    super(config);
    this.grid = grid;
    federation = Federation.begin(instance(), grid, TEXTS, NUMBERS);
  }

  /** A member of the first site's cluster. */
  static FederatedEntries near(Optional<String> seed) {
    return open(
        "near",
        Member.config(seed.map(each -> each.substring(0, each.indexOf(GAP)))),
        seed.map(FederatedEntries::ofNode));
  }

  /** The only member of a cluster at another site. */
  static FederatedEntries far(String seed) {
    Config config = Member.config(Optional.empty());
    config.setClusterName(config.getClusterName() + "-far");
    return open("far", config, Optional.of(ofNode(seed)));
  }

  private static String ofNode(String address) {
    return address.substring(address.indexOf(GAP) + GAP.length());
  }

  private static FederatedEntries open(String site, Config config, Optional<String> seed) {
    GridConfig settings = RejoinData.config(seed).site(site).types(FederatedValue.TYPE);
    Grid grid = Grid.start(settings);
    return new FederatedEntries(Federation.configured(config, grid, TEXTS, NUMBERS), grid);
  }

  @Override
  public String address() {
    return super.address() + GAP + grid.address().orElseThrow();
  }

  @Override
  public long waiting() {
    return federation.counts().waiting();
  }

  @Override
  public void close() {
    federation.close();
    super.close();
    grid.close();
  }
}
