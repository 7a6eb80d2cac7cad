package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.map.MapLoader;
import io.rejoin.Codec;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clearing, eviction, expiry and locks at one site mean at others. */
class FederationKeepsTest {
  private static final long SOON = 4;

  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  @Test
  void clearingRemovesAllThatTheSiteHad() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    for (int i = 0; i < 50; i++) {
      oslo.orders().put("order-" + i, "x");
      oslo.stock().counter("sku-" + i).add(1);
    }
    rig.has(50);
    rig.counts("sku-49", 1);
    oslo.orders().clear();
    rig.has(0);
    oslo.has(0);
    rig.counts("sku-49", 1);
    rig.orders().put("order-1", "y");
    oslo.has("order-1", "y");
    assertEquals(1, oslo.orders().size());
  }

  @Test
  void whatIsEvictedFromACacheStaysAtTheOtherSite() {
    sites.config((config, grid) -> {
      if (grid.config().site().equals("oslo")) {
        MapConfig orders = new MapConfig(Sites.ORDERS);
        orders
            .getEvictionConfig()
            .setEvictionPolicy(EvictionPolicy.LRU)
            .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
            .setSize(10_000);
        config.addMapConfig(orders);
      }
      Clusters.byAddress(config);
    });
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("a", "1");
    rig.has("a", "1");
    sites.settled();
    assertTrue(oslo.orders().evict("a"));
    rig.orders().put("b", "1");
    oslo.has("b", "1");
    assertFalse(oslo.orders().containsKey("a"));
    rig.has("a", "1");
    rig.orders().put("a", "2");
    oslo.has("a", "2");
  }

  @Test
  void aTimeToLiveTravelsWithTheValue() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("stays", "x");
    oslo.orders().put("goes", "x", SOON, TimeUnit.SECONDS);
    rig.has("stays", "x");
    Eventually.holds(
        "expires there too",
        () -> !rig.orders().containsKey("goes") && !oslo.orders().containsKey("goes"));
    rig.has("stays", "x");
  }

  @Test
  void whatAStoreLoadsDoesNotReplaceWhatOthersWrote() {
    At rig = sites.start("rig");
    sites.config((config, grid) -> {
      config.setProperty("hazelcast.partition.count", "3"); // each has its turn soon
      MapConfig orders = new MapConfig(Sites.ORDERS);
      orders.getMapStoreConfig().setEnabled(true).setImplementation(new OldOrders());
      config.addMapConfig(orders);
      Clusters.byAddress(config);
    });
    At oslo = sites.start("oslo");
    rig.orders().put("a", "of the grid");
    oslo.has("a", "of the grid");
    sites.settled();
    assertTrue(oslo.orders().evict("a"));
    assertEquals("of the store", oslo.orders().get("a"));
    oslo.has("a", "of the grid");
    Conflicts<String, String> conflicts = Conflicts.of(rig.grid(), sites.orders());
    Eventually.holds("it is a conflict", () -> conflicts.of("a").isPresent());
    rig.has("a", "of the grid");
  }

  /** What a site had in a database before. */
  private static final class OldOrders implements MapLoader<String, String> {
    @Override
    public String load(String key) {
      return "of the store";
    }

    @Override
    public Map<String, String> loadAll(Collection<String> keys) {
      return Map.of();
    }

    @Override
    public Iterable<String> loadAllKeys() {
      return List.of();
    }
  }

  @Test
  void whoHoldsALockIsNotDisturbed() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("a", "1");
    rig.has("a", "1");
    rig.orders().lock("a");
    oslo.orders().put("a", "2");
    oslo.orders().put("b", "2");
    rig.has("b", "2"); // others do not wait for it
    assertEquals("1", rig.orders().get("a"));
    rig.orders().unlock("a");
    rig.has("a", "2");
  }

  /** Such as a class that is missing at one site. */
  @Test
  void aValueThatCannotBeWrittenHoldsUpNoOther() {
    sites.orders(FederatedMap.of(Sites.ORDERS, Codec.string(), new Picky()));
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("bad", Picky.REFUSED);
    for (int i = 0; i < 20; i++) {
      oslo.orders().put("order-" + i, "x");
    }
    rig.has(20);
    assertTrue(oslo.federation().counts().refused() > 0);
    assertEquals(1, oslo.federation().counts().waiting());
    oslo.orders().put("bad", "better");
    rig.has("bad", "better");
    sites.settled();
  }

  /** Cannot write one value. */
  private static final class Picky implements Codec<String> {
    static final String REFUSED = "refused";

    @Override
    public Bytes encode(String value) {
      if (value.equals(REFUSED)) {
        throw new IllegalStateException("cannot be written");
      }
      return Codec.string().encode(value);
    }

    @Override
    public String decode(Bytes bytes) throws MalformedBytes {
      return Codec.string().decode(bytes);
    }

    @Override
    public boolean canonical() {
      return true;
    }
  }
}
