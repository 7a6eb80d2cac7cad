package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FederationTest {
  private static final String ORDERS = "orders";
  private static final int MANY = 300;

  private final List<Site> started = new ArrayList<>();

  /** A member, its node of the grid, and what bridges them. */
  private record Site(Grid grid, HazelcastInstance member, Federation federation) {
    IMap<String, String> orders() {
      return member.getMap(ORDERS);
    }

    void end() {
      federation.close();
      member.getLifecycleService().terminate();
      grid.close();
    }
  }

  @AfterEach
  void end() {
    started.forEach(Site::end);
  }

  private Site start(String site) {
    String[] seeds =
        started.stream().map(each -> each.grid.address().orElseThrow()).toArray(String[]::new);
    Grid grid = Grid.start(GridConfig.named("federated")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .types(FederatedValue.TYPE)
        .allowDrill(true));
    FederatedMap<String, String> orders = FederatedMap.of(ORDERS, Codec.string(), Codec.string());
    Config config = Clusters.byAddress(Clusters.config(site));
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(Federation.configured(config, orders));
    Federation federation = Federation.begin(member, grid, orders);
    Site made = new Site(grid, member, federation);
    started.add(made);
    return made;
  }

  private static void cut(Site one, Site other) {
    one.grid.cut(List.of(other.grid.config().site()));
    other.grid.cut(List.of(one.grid.config().site()));
  }

  private static void heal(Site... sites) {
    for (Site each : sites) {
      each.grid.heal();
    }
  }

  private static void has(Site site, String key, String value) {
    Eventually.holds(
        key + " is " + value + " at " + site.grid,
        () -> value.equals(site.orders().get(key)));
  }

  private static void lacks(Site site, String key) {
    Eventually.holds(key + " is gone at " + site.grid, () -> site.orders().get(key) == null);
  }

  @Test
  void whatIsWrittenAndRemovedAtOneSiteIsSoAtTheOther() {
    Site oslo = start("oslo");
    Site rig = start("rig");
    oslo.orders().put("a", "1");
    has(rig, "a", "1");
    rig.orders().put("a", "2");
    has(oslo, "a", "2");
    oslo.orders().remove("a");
    lacks(rig, "a");
    rig.orders().put("a", "3");
    has(oslo, "a", "3");
  }

  @Test
  void whatIsWrittenInACutIsThereAfterIt() {
    Site oslo = start("oslo");
    Site rig = start("rig");
    oslo.orders().put("removed", "before");
    oslo.orders().put("both", "before");
    has(rig, "removed", "before");
    has(rig, "both", "before");
    cut(oslo, rig);
    oslo.orders().put("here", "x");
    rig.orders().put("there", "y");
    rig.orders().remove("removed");
    oslo.orders().put("both", "of oslo");
    rig.orders().put("both", "of the rig");
    heal(oslo, rig);
    has(rig, "here", "x");
    has(oslo, "there", "y");
    lacks(oslo, "removed");
    has(rig, "both", "of the rig"); // written later
    has(oslo, "both", "of the rig");
  }

  @Test
  void aSiteThatStartsEmptyIsRefilled() {
    Site oslo = start("oslo");
    for (int i = 0; i < MANY; i++) {
      oslo.orders().put("order-" + i, "value-" + i);
    }
    Site rig = start("rig");
    Eventually.holds("refilled", () -> rig.orders().size() == MANY);
    assertEquals("value-7", rig.orders().get("order-7"));
  }

  @Test
  void aMemberThatDiesIsGoneOnFor() {
    Site first = start("oslo");
    Site second = start("oslo");
    Site rig = start("rig");
    assertEquals(2, first.member.getCluster().getMembers().size());
    for (int i = 0; i < MANY; i++) {
      first.orders().put("order-" + i, "value-" + i);
    }
    second.member.getLifecycleService().terminate();
    second.grid.close();
    Eventually.holds("all there", () -> rig.orders().size() == MANY);
    first.orders().put("order-1", "later");
    has(rig, "order-1", "later");
  }
}
