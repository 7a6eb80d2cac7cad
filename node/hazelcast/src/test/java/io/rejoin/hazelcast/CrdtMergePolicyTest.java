package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    GridDiscovery.join(config, grid);
    return clusters.member(config);
  }

  private static CrdtMap values(HazelcastInstance member) {
    return CrdtMap.of(member.getMap(VALUES));
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
    }
    here.<String, CrdtValue>getReplicatedMap(VALUES)
        .put("count", values(here).map().get("count-0"));
    there
        .<String, CrdtValue>getReplicatedMap(VALUES)
        .put("count", values(there).map().get("count-0"));
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
      }
      CrdtValue both = Objects.requireNonNull(values(member).map().get("count-0"));
      Eventually.holds(
          "replicated",
          () -> both.equals(member.<String, CrdtValue>getReplicatedMap(VALUES).get("count")));
    }
  }
}
