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
import java.util.Objects;
import java.util.function.Consumer;

/** Sites of one grid, each with a cluster of its own, on loopback; ended at the end. */
final class Sites implements AutoCloseable {
  static final String ORDERS = "orders";
  static final String STOCK = "stock";

  private final List<At> started = new ArrayList<>();
  private FederatedMap<String, String> orders =
      FederatedMap.of(ORDERS, Codec.string(), Codec.string());
  private Consumer<Config> also = config -> {};

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

    /** As if its process had been killed: nothing is told to anybody any more. */
    void dies() {
      grid.cut(List.of(grid.config().site()));
      member.getLifecycleService().terminate();
      end();
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

  /** For the members that are started from now on. */
  void config(Consumer<Config> more) {
    also = more;
  }

  At start(String site) {
    String[] seeds =
        started.stream().map(each -> each.grid.address().orElseThrow()).toArray(String[]::new);
    Grid grid = Grid.start(GridConfig.named("federated")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .types(FederatedValue.TYPE)
        .allowDrill(true));
    Config config = Clusters.byAddress(Clusters.config(site));
    also.accept(config);
    FederatedCrdts stock = new FederatedCrdts(STOCK);
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(Federation.configured(config, orders, stock));
    Federation federation = Federation.begin(member, grid, orders, stock);
    At made = new At(grid, member, federation);
    started.add(made);
    return made;
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

  static <T> T some(@org.jspecify.annotations.Nullable T value) {
    return Objects.requireNonNull(value);
  }

  @Override
  public void close() {
    started.forEach(At::end);
  }
}
