package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.rejoin.grid.Grid;
import io.rejoin.testing.Eventually;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GridDiscoveryTest {
  private final Clusters clusters = new Clusters();

  @AfterEach
  void end() {
    clusters.close();
  }

  private HazelcastInstance member(Grid grid, String cluster) {
    Config config = Clusters.config(cluster);
    GridDiscovery.join(config, grid);
    return clusters.member(config);
  }

  /** A member in Oslo, once another node knows where it is. */
  private HazelcastInstance memberKnownTo(Grid other, Grid grid) {
    HazelcastInstance member = member(grid, "oslo");
    Eventually.holds("told", () -> Clusters.known(other, "oslo").value().containsKey(id(grid)));
    return member;
  }

  private static int size(HazelcastInstance member) {
    return member.getCluster().getMembers().size();
  }

  private static String id(Grid grid) {
    return grid.id().toString();
  }

  @Test
  void membersFindEachOtherByTheGrid() {
    Grid a = clusters.node("oslo");
    Grid b = clusters.node("oslo");
    HazelcastInstance first = memberKnownTo(b, a);
    assertEquals(1, size(first));
    HazelcastInstance second = member(b, "oslo");
    assertEquals(2, size(second));
    assertEquals(2, size(first));
    first.getMap("m").put("k", "v");
    assertEquals("v", second.getMap("m").get("k"));
  }

  @Test
  void sitesThatShareAGridHaveAClusterEach() {
    Grid oslo = clusters.node("oslo");
    Grid rig = clusters.node("rig");
    HazelcastInstance there = memberKnownTo(rig, oslo);
    HazelcastInstance here = member(rig, "rig");
    assertEquals(1, size(here));
    assertEquals(1, size(there));
    assertEquals(Set.of(id(rig)), Clusters.known(rig, "rig").value().keySet());
  }

  @Test
  void whoEndsIsNotNamedAnyMore() {
    Grid a = clusters.node("oslo");
    Grid b = clusters.node("oslo");
    HazelcastInstance first = memberKnownTo(b, a);
    first.shutdown();
    Eventually.holds("told", () -> Clusters.known(b, "oslo").value().isEmpty());
    assertEquals(1, size(member(b, "oslo")));
  }

  /** Its address stays in the entry, and nobody tries it. */
  @Test
  void whoseNodeIsHeldDeadIsNotWaitedFor() {
    Grid a = clusters.node("oslo");
    Grid b = clusters.node("oslo");
    HazelcastInstance first = memberKnownTo(b, a);
    a.close();
    Eventually.holds(
        "held dead",
        () -> b.members().stream()
            .noneMatch(row -> row.id().equals(a.id()) && row.status().isPresent()));
    first.getLifecycleService().terminate();
    assertEquals(Set.of(id(a)), Clusters.known(b, "oslo").value().keySet());
    assertEquals(1, size(member(b, "oslo")));
  }

  @Test
  void anAddressThatIsNoneIsPassedOver() {
    Grid a = clusters.node("oslo");
    Grid b = clusters.node("oslo");
    Eventually.holds("met", () -> a.members().size() == 2);
    Clusters.known(a, "oslo").put(id(b), "nonsense");
    assertEquals(1, size(member(a, "oslo")));
  }
}
