package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.MapConfig;
import io.rejoin.Codec;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters that are cut off, killed and started empty. */
class FederationFaultsTest {
  private static final int MANY = 100_000;

  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  @Test
  void threeSitesOfTwoMembersWriteAllOfThemThroughACut() {
    List<At> all = List.of(
        sites.start("oslo"),
        sites.start("oslo"),
        sites.start("rig"),
        sites.start("rig"),
        sites.start("ship"),
        sites.start("ship"));
    all.forEach(each -> Eventually.holds("two of " + each.grid(), () -> size(each) == 2));
    all.get(0).stock().set("crew", Codec.string()).add("anna");
    all.forEach(each -> each.counts("none", 0));
    Eventually.holds(
        "anna is known",
        () -> all.get(4).stock().set("crew", Codec.string()).value().equals(Set.of("anna")));
    sites.cut("rig", "ship");
    for (int i = 0; i < all.size(); i++) {
      At each = all.get(i);
      for (int k = 0; k < 20; k++) {
        each.stock().counter("count-" + k).add(i + 1);
        each.orders().put("order-" + i + "-" + k, "of " + i);
      }
      each.stock().set("crew", Codec.string()).add("name-" + i);
    }
    all.get(2).stock().set("crew", Codec.string()).remove("anna");
    all.get(4).stock().set("crew", Codec.string()).add("anna"); // concurrently: stays
    sites.heal();
    for (At each : all) {
      each.has(120);
      for (int k = 0; k < 20; k++) {
        each.counts("count-" + k, 21);
      }
      Eventually.holds(
          "crew at " + each.grid(),
          () -> each.stock().set("crew", Codec.string()).value().size() == 7);
    }
  }

  private static int size(At site) {
    return site.member().getCluster().getMembers().size();
  }

  @Test
  void aMemberIsKilledWithChangesThatItToldNobody() throws IOException, InterruptedException {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    int[] acknowledged = new int[3];
    for (int kill = 0; kill < acknowledged.length; kill++) {
      sites.cut("rig");
      acknowledged[kill] = KilledMember.acknowledged("kill-" + kill, "oslo", 300, sites.seeds());
      Eventually.holds("alone", () -> size(oslo) == 1);
      sites.heal();
    }
    for (int kill = 0; kill < acknowledged.length; kill++) {
      for (int i = 0; i < acknowledged[kill]; i++) {
        rig.has(KilledMember.order("kill-" + kill, i), "value-" + i);
      }
    }
    Eventually.holds("the same", () -> rig.orders().size() == oslo.orders().size());
    int all = rig.orders().size();
    rig.counts(KilledMember.COUNTER, oslo.stock().counter(KilledMember.COUNTER).value());
    long counted = rig.stock().counter(KilledMember.COUNTER).value();
    assertTrue(
        counted <= all && counted >= all - acknowledged.length,
        "the last one before a kill may not have been done: " + counted + " of " + all);
  }

  @Test
  void aWholeSiteIsKilledAndStartedEmpty() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    for (int i = 0; i < 200; i++) {
      rig.orders().put("order-" + i, "value-" + i);
      rig.stock().counter("sku-" + i).add(i);
    }
    oslo.has(200);
    oslo.counts("sku-199", 199);
    sites.end(rig);
    oslo.orders().put("order-0", "later");
    oslo.orders().remove("order-1");
    At again = sites.start("rig");
    again.has(199);
    again.has("order-0", "later");
    again.lacks("order-1");
    again.counts("sku-150", 150);
    Eventually.holds("all are kept", () -> oslo.orders().size() == 199);
  }

  @Test
  void aHundredThousandEntriesFillAnEmptySite() {
    sites.config((config, grid) -> {
      config.addMapConfig(new MapConfig(Sites.ORDERS).setBackupCount(0));
      Clusters.byAddress(config);
    });
    At oslo = sites.start("oslo");
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      all.put("order-" + i, "value-" + i);
    }
    long begin = System.nanoTime();
    oslo.orders().putAll(all);
    long put = System.nanoTime();
    for (int left = 9; left >= 0; left--) {
      int most = MANY / 10 * left;
      Eventually.holds(most + " wait", () -> oslo.federation().counts().waiting() <= most);
    }
    long told = System.nanoTime();
    At rig = sites.start("rig");
    for (int tenth = 1; tenth <= 10; tenth++) {
      int some = MANY / 10 * tenth;
      Eventually.holds(some + " of them", () -> rig.orders().size() >= some);
    }
    System.out.printf(
        "%,d entries: put in %.1f s, in the grid %.1f s later, at an empty site %.1f s after its"
            + " start began%n",
        MANY, (put - begin) / 1e9, (told - put) / 1e9, (System.nanoTime() - told) / 1e9);
    assertEquals(all, rig.orders().getAll(all.keySet()));
  }
}
