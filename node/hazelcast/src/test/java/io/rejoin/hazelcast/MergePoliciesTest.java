package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import com.hazelcast.spi.merge.ExpirationTimeMergePolicy;
import com.hazelcast.spi.merge.HigherHitsMergePolicy;
import com.hazelcast.spi.merge.LatestAccessMergePolicy;
import com.hazelcast.spi.merge.LatestUpdateMergePolicy;
import com.hazelcast.spi.merge.PassThroughMergePolicy;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import io.rejoin.grid.Grid;
import io.rejoin.testing.Eventually;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What each merge policy makes of one history: a cluster of two is split, both sides write, they
 * merge. Both sides do the same, so it makes no difference which one Hazelcast merges into which.
 */
class MergePoliciesTest {
  private static final String CLUSTER = "shop";
  private static final String WEST = "west";
  private static final String EAST = "east";
  private static final List<String> SIDES = List.of(WEST, EAST);

  /** Keys of each kind, and of each side where a kind has sides. */
  private static final int KEYS = 10;

  private static final List<Class<?>> BUILT_IN = List.of(
      DiscardMergePolicy.class,
      ExpirationTimeMergePolicy.class,
      HigherHitsMergePolicy.class,
      LatestAccessMergePolicy.class,
      LatestUpdateMergePolicy.class,
      PassThroughMergePolicy.class,
      PutIfAbsentMergePolicy.class);
  private static final Class<?> OURS = CrdtMergePolicy.class;

  private final Clusters clusters = new Clusters();
  private final Grid west = clusters.node(WEST);
  private final Grid east = clusters.node(EAST);
  private HazelcastInstance here;
  private HazelcastInstance there;

  /**
   * What came of a map.
   *
   * @param lost elements that were added and never removed, and are not there
   * @param keysBack keys that were removed and are there
   * @param trimmedBack elements that are there though one side, which alone changed their set,
   *     removed them
   * @param sharedBack elements that are there though one side removed them while both changed
   *     their set
   */
  private record Row(int lost, int keysBack, int trimmedBack, int sharedBack) {}

  @BeforeEach
  void begin() {
    Eventually.holds("met", () -> sees(west, east) && sees(east, west));
    here = member(west);
    Eventually.holds("told", () -> !Clusters.known(east, CLUSTER).value().isEmpty());
    there = member(east);
    Eventually.holds("together", () -> size(here) == 2 && size(there) == 2);
  }

  @AfterEach
  void end() {
    clusters.close();
  }

  /** One map for each policy, named after it. Three of the policies need the statistics. */
  private HazelcastInstance member(Grid grid) {
    Config config = Clusters.config(CLUSTER);
    BUILT_IN.forEach(policy -> mergeBy(config, policy));
    mergeBy(config, OURS);
    GridDiscovery.join(config, grid);
    return clusters.member(config);
  }

  private static void mergeBy(Config config, Class<?> policy) {
    config
        .getMapConfig(policy.getSimpleName())
        .setPerEntryStatsEnabled(true)
        .getMergePolicyConfig()
        .setPolicy(policy.getName());
  }

  private static int size(HazelcastInstance member) {
    return member.getCluster().getMembers().size();
  }

  /** The maps of all policies, as a member has them. */
  private static Map<Class<?>, Sets> maps(HazelcastInstance member) {
    Map<Class<?>, Sets> maps = new LinkedHashMap<>();
    for (Class<?> policy : BUILT_IN) {
      maps.put(policy, new Sets.Plain(member.getMap(policy.getSimpleName())));
    }
    maps.put(OURS, new Sets.Joined(CrdtMap.of(member.getMap(OURS.getSimpleName()))));
    return maps;
  }

  // ---- the history

  private static String shared(int i) {
    return "shared-" + i;
  }

  private static String added(String side, int i) {
    return "added-in-" + side + "-" + i;
  }

  private static String removed(String side, int i) {
    return "removed-in-" + side + "-" + i;
  }

  private static String trimmed(String side, int i) {
    return "trimmed-in-" + side + "-" + i;
  }

  private static void before(Sets sets) {
    for (int i = 0; i < KEYS; i++) {
      for (String side : SIDES) {
        sets.add(shared(i), "old-in-" + side);
        sets.add(removed(side, i), "old");
        sets.add(trimmed(side, i), "old");
        sets.add(trimmed(side, i), "older");
      }
    }
  }

  /** What a side does alone; the other one does not touch what is removed here. */
  private static void alone(Sets sets, String side) {
    for (int i = 0; i < KEYS; i++) {
      sets.add(added(side, i), "new");
      sets.add(shared(i), side);
      sets.remove(shared(i), "old-in-" + side);
      sets.remove(removed(side, i));
      sets.remove(trimmed(side, i), "older");
    }
  }

  /** What there would be had the cluster never been split. */
  private static Sets unsplit() {
    Sets sets = new Sets.Plain(new HashMap<>());
    before(sets);
    SIDES.forEach(side -> alone(sets, side));
    return sets;
  }

  // ---- the split

  private void split() {
    Eventually.holds("copied", () -> here.getPartitionService().isClusterSafe());
    west.cut(List.of(EAST));
    east.cut(List.of(WEST));
    Eventually.holds("cut", () -> !sees(west, east) && !sees(east, west));
    Clusters.part(here, there);
    Eventually.holds("split", () -> size(here) == 1 && size(there) == 1);
  }

  private static boolean sees(Grid grid, Grid other) {
    return grid.members().stream()
        .anyMatch(row -> row.id().equals(other.id()) && row.status().isPresent());
  }

  /** One of the two says that it is merged, when it has handed over all maps. */
  private void merge() {
    AtomicBoolean merged = new AtomicBoolean();
    for (HazelcastInstance member : List.of(here, there)) {
      member.getLifecycleService().addLifecycleListener(event -> {
        if (event.getState() == LifecycleState.MERGED) {
          merged.set(true);
        }
      });
    }
    west.heal();
    east.heal();
    Eventually.holds("healed", () -> sees(west, east) && sees(east, west));
    Eventually.holds("merged", merged::get);
    Eventually.holds("together again", () -> size(here) == 2 && size(there) == 2);
  }

  // ---- the count

  private static Row row(Sets found) {
    Sets expected = unsplit();
    int lost = 0;
    int keysBack = 0;
    int trimmedBack = 0;
    int sharedBack = 0;
    for (int i = 0; i < KEYS; i++) {
      lost += beyond(found, expected, shared(i));
      sharedBack += beyond(expected, found, shared(i));
      for (String side : SIDES) {
        lost += beyond(found, expected, added(side, i)) + beyond(found, expected, trimmed(side, i));
        keysBack += beyond(expected, found, removed(side, i));
        trimmedBack += beyond(expected, found, trimmed(side, i));
      }
    }
    return new Row(lost, keysBack, trimmedBack, sharedBack);
  }

  /** How many elements the second has under a key that the first has not. */
  private static int beyond(Sets first, Sets second, String key) {
    Set<String> rest = new HashSet<>(second.get(key));
    rest.removeAll(first.get(key));
    return rest.size();
  }

  private static void print(Map<Class<?>, Row> rows) {
    int both = 2 * KEYS;
    System.out.println("| merge policy | adds lost, of " + 2 * both + " | removed keys back, of "
        + both + " | removed elements back, of " + both + " in sets that one side changed | of "
        + both + " in sets that both changed |");
    System.out.println("|---|---|---|---|---|");
    rows.forEach((policy, row) -> System.out.println("| " + policy.getSimpleName() + " | "
        + row.lost() + " | " + row.keysBack() + " | " + row.trimmedBack() + " | "
        + row.sharedBack() + " |"));
  }

  @Test
  void everyBuiltInPolicyLosesAddsAndBringsRemovalsBackAndOursDoesNeither() {
    maps(here).values().forEach(MergePoliciesTest::before);
    split();
    maps(here).values().forEach(sets -> alone(sets, WEST));
    maps(there).values().forEach(sets -> alone(sets, EAST));
    merge();

    Map<Class<?>, Row> rows = new LinkedHashMap<>();
    maps(here).forEach((policy, sets) -> rows.put(policy, row(sets)));
    print(rows);

    assertEquals(new Row(0, 0, 0, 0), rows.remove(OURS));
    assertEquals(new Row(2 * KEYS, KEYS, KEYS, KEYS), rows.remove(DiscardMergePolicy.class));
    Row oneSide = new Row(KEYS, 2 * KEYS, KEYS, KEYS);
    assertEquals(oneSide, rows.remove(ExpirationTimeMergePolicy.class));
    assertEquals(oneSide, rows.remove(PassThroughMergePolicy.class));
    assertEquals(oneSide, rows.remove(PutIfAbsentMergePolicy.class));
    // Of a set that one side changed, clocks and hits decide: not foreseen here.
    rows.forEach((policy, row) ->
        assertEquals(new Row(KEYS, 2 * KEYS, row.trimmedBack(), KEYS), row, policy.toString()));
  }
}
