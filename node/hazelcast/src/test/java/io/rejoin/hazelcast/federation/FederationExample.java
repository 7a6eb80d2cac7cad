package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;

/** The code of docs/HAZELCAST.md: compiled, not run, as it takes any network of the machine. */
final class FederationExample {
  private FederationExample() {}

  static Federation begin() {
    // HAZELCAST federation
    FederatedMap<String, String> orders =
        FederatedMap.of("orders", Codec.string(), Codec.string()); // plain values
    FederatedCrdts stock = new FederatedCrdts("stock"); // counters, sets, carts

    Grid grid = Grid.start(GridConfig.named("shop").site("oslo").types(FederatedValue.TYPE));
    Config config = Federation.configured(Config.load(), grid, orders, stock);
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    Federation federation = Federation.begin(member, grid, orders, stock);
    // HAZELCAST end
    return federation;
  }
}
