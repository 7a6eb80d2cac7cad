package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.CrdtMap;
import io.rejoin.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Sites of one grid, each with a cluster of its own, on loopback; ended at the end. */
final class Sites implements AutoCloseable {
  static final String ORDERS = "orders";
  static final String STOCK = "stock";

  private final List<At> started = new ArrayList<>();
  private FederatedMap<String, String> orders =
      FederatedMap.of(ORDERS, Codec.string(), Codec.string());
  private BiConsumer<Config, Grid> also = (config, grid) -> Clusters.byAddress(config);

  /** A member, its node of the grid, and what bridges them. */
  record At(Grid grid, HazelcastInstance member, Federation federation) {
    IMap<String, String> orders() {
      return member.getMap(ORDERS);
    }

    CrdtMap stock() {
      return CrdtMap.of(member.getMap(STOCK));
    }

    void has(String key, String value) {
      Eventually.holds(
          key + " is " + value + " at " + grid, () -> value.equals(orders().get(key)));
    }

    void lacks(String key) {
      Eventually.holds(key + " is gone at " + grid, () -> orders().get(key) == null);
    }

    void has(int many) {
      Eventually.holds(many + " at " + grid, () -> orders().size() == many);
    }

    void counts(String name, long value) {
      Eventually.holds(
          name + " is " + value + " at " + grid, () -> stock().counter(name).value() == value);
    }

    void end() {
      federation.close();
      member.getLifecycleService().terminate();
      grid.close();
    }
  }

  /** For the sites that are started from now on. */
  void orders(FederatedMap<String, String> map) {
    orders = map;
  }

  FederatedMap<String, String> orders() {
    return orders;
  }

  /** For the members that are started from now on. */
  void config(BiConsumer<Config, Grid> more) {
    also = more;
  }

  /** Starts a member of the cluster of a site. */
  At start(String site) {
    At made = start(site, site, seeds());
    started.add(made);
    return made;
  }

  /** Where the nodes are that were started before. */
  String[] seeds() {
    return started.stream().map(each -> each.grid.address().orElseThrow()).toArray(String[]::new);
  }

  /** Starts a member of a cluster, whose node is at a site. */
  At start(String cluster, String site, String... seeds) {
    Grid grid = Grid.start(GridConfig.named("federated")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .types(FederatedValue.TYPE)
        .allowDrill(true));
    Config config = Clusters.config(cluster);
    also.accept(config, grid);
    FederatedCrdts stock = new FederatedCrdts(STOCK);
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(Federation.configured(config, grid, orders, stock));
    return new At(grid, member, Federation.begin(member, grid, orders, stock));
  }

  /** One is ended at the end, or before. */
  At with(At other) {
    started.add(other);
    return other;
  }

  void end(At one) {
    started.remove(one);
    one.end();
  }

  /** A site reaches no other one. */
  void cut(String... sites) {
    started.forEach(each -> each.grid.cut(List.of(sites)));
  }

  void heal() {
    started.forEach(each -> each.grid.heal());
  }

  void settled() {
    Eventually.holds(
        "nothing waits",
        () -> started.stream().allMatch(each -> each.federation.counts().waiting() == 0));
  }

  @Override
  public void close() {
    started.forEach(At::end);
    started.clear();
  }
}
