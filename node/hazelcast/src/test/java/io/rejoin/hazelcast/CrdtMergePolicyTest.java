package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.cache.ICache;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.testing.Eventually;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrdtMergePolicyTest {
  private static final String VALUES = "values";
  private static final int NAMES = 50;

  private final Clusters clusters = new Clusters();

  @AfterEach
  void end() {
    clusters.close();
  }

  private HazelcastInstance member(Grid grid) {
    Config config = Clusters.config("shop");
    config.getMapConfig(VALUES).getMergePolicyConfig().setPolicy(CrdtMergePolicy.class.getName());
    config
        .getReplicatedMapConfig(VALUES)
        .getMergePolicyConfig()
        .setPolicy(CrdtMergePolicy.class.getName());
    CacheSimpleConfig cache = new CacheSimpleConfig(VALUES);
    cache.getMergePolicyConfig().setPolicy(CrdtMergePolicy.class.getName());
    config.addCacheConfig(cache);
    GridDiscovery.join(config, grid);
    return clusters.member(config);
  }

  private static CrdtMap values(HazelcastInstance member) {
    return CrdtMap.of(member.getMap(VALUES));
  }

  private static ICache<String, CrdtValue> cache(HazelcastInstance member) {
    return member.getCacheManager().getCache(VALUES);
  }

  private static CrdtValue value(HazelcastInstance member, String name) {
    return Objects.requireNonNull(values(member).map().get(name));
  }

  /**
   * Two that could not find each other have formed a cluster each, as the sides of a split do;
   * Hazelcast merges them when they can.
   */
  @Test
  void nothingOfEitherSideIsLost() {
    Grid west = clusters.node("west");
    Grid east = clusters.node("east");
    west.cut(List.of("east"));
    east.cut(List.of("west"));
    HazelcastInstance here = member(west);
    HazelcastInstance there = member(east);
    assertEquals(1, here.getCluster().getMembers().size());
    assertEquals(1, there.getCluster().getMembers().size());
    for (int i = 0; i < NAMES; i++) {
      values(here).counter("count-" + i).add(2);
      values(there).counter("count-" + i).add(3);
      values(here).set("set-" + i, Codec.string()).add("west");
      values(there).set("set-" + i, Codec.string()).add("east");
      cache(here).put("set-" + i, value(here, "set-" + i));
      cache(there).put("set-" + i, value(there, "set-" + i));
    }
    CrdtValue onlyHere = value(here, "count-0");
    CrdtValue onlyThere = value(there, "count-0");
    cache(here).put("here", onlyHere);
    cache(there).put("there", onlyThere);
    here.<String, CrdtValue>getReplicatedMap(VALUES).put("count", onlyHere);
    there.<String, CrdtValue>getReplicatedMap(VALUES).put("count", onlyThere);
    west.heal();
    east.heal();
    Eventually.holds(
        "merged",
        () -> here.getCluster().getMembers().size() == 2
            && there.getCluster().getMembers().size() == 2);
    for (HazelcastInstance member : List.of(here, there)) {
      for (int i = 0; i < NAMES; i++) {
        CrdtMap values = values(member);
        String count = "count-" + i;
        String set = "set-" + i;
        Eventually.holds(count, () -> values.counter(count).value() == 5);
        Eventually.holds(
            set, () -> values.set(set, Codec.string()).value().equals(Set.of("west", "east")));
        Eventually.holds(
            "cached " + set, () -> value(member, set).equals(cache(member).get(set)));
      }
      Eventually.holds(
          "cached by one",
          () -> onlyHere.equals(cache(member).get("here"))
              && onlyThere.equals(cache(member).get("there")));
      CrdtValue both = value(member, "count-0");
      Eventually.holds(
          "replicated",
          () -> both.equals(member.<String, CrdtValue>getReplicatedMap(VALUES).get("count")));
    }
  }
}
