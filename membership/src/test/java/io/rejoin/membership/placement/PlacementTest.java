package io.rejoin.membership.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.View.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  private static final int SHARDS = 1024;

  private static NodeId id(int number) {
    return new NodeId(number * 0x9e3779b97f4a7c15L, number);
  }

  /** So many nodes, in turn at so many sites. */
  private static View view(int nodes, int sites) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      candidates.add(new Candidate(id(i), "site-" + i % sites, 100));
    }
    return new View(candidates);
  }

  private static View with(View view, Candidate added) {
    List<Candidate> candidates = new ArrayList<>(view.candidates());
    candidates.add(added);
    return new View(candidates);
  }

  private static IntFunction<Set<NodeId>> placed(View view, Copies copies) {
    return shard -> new HashSet<>(Placement.owners(view, copies, shard));
  }

  private static Map<NodeId, Integer> shares(int shards, IntFunction<Set<NodeId>> placed) {
    Map<NodeId, Integer> shares = new HashMap<>();
    for (int shard = 0; shard < shards; shard++) {
      placed.apply(shard).forEach(owner -> shares.merge(owner, 1, Integer::sum));
    }
    return shares;
  }

  private static double maxToMean(Map<NodeId, Integer> shares, int nodes) {
    int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
    int max = shares.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return (double) max * nodes / sum;
  }

  /** Copies that are held anew. */
  private static int moved(
      int shards, IntFunction<Set<NodeId>> before, IntFunction<Set<NodeId>> after) {
    int moved = 0;
    for (int shard = 0; shard < shards; shard++) {
      Set<NodeId> anew = new HashSet<>(after.apply(shard));
      anew.removeAll(before.apply(shard));
      moved += anew.size();
    }
    return moved;
  }

  private static String site(View view, NodeId node) {
    return view.candidates().stream()
        .filter(each -> each.id().equals(node))
        .findFirst()
        .orElseThrow()
        .site();
  }

  @ParameterizedTest
  @CsvSource({"3,3,1", "5,5,2", "10,5,3", "30,5,3", "100,10,2", "100,10,3"})
  void aNodeThatComesTakesItsShareAndNothingElseMoves(int nodes, int sites, int copies) {
    View before = view(nodes, sites);
    Candidate added = new Candidate(id(1000), "site-0", 100);
    IntFunction<Set<NodeId>> after = placed(with(before, added), Copies.of(copies));
    int taken = shares(SHARDS, after).getOrDefault(added.id(), 0);
    assertTrue(taken > 0);
    assertEquals(taken, moved(SHARDS, placed(before, Copies.of(copies)), after));
    assertEquals(taken, moved(SHARDS, after, placed(before, Copies.of(copies))), "and back");
  }

  /** No worse than a ring with few virtual nodes; with 20 shards a node, chance is all there is. */
  @ParameterizedTest
  @CsvSource({"3,3,256", "10,5,1024", "30,5,1024", "100,10,1024", "100,10,4096"})
  void sharesAreAboutAsEvenAsChanceAllows(int nodes, int sites, int shards) {
    View view = view(nodes, sites);
    StringBuilder row = new StringBuilder();
    row.append(String.format(Locale.ROOT, "%d nodes, %d shards: max/mean", nodes, shards));
    for (int copies = 2; copies <= 3; copies++) {
      double even = maxToMean(shares(shards, placed(view, Copies.of(copies))), nodes);
      row.append(String.format(Locale.ROOT, ", %d copies %.2f", copies, even));
      double worst = 0;
      for (int virtual = 16; virtual <= 256; virtual *= 4) {
        Ring ring = Ring.of(view, virtual);
        int some = copies;
        double there =
            maxToMean(shares(shards, shard -> new HashSet<>(ring.owners(shard, some))), nodes);
        row.append(String.format(Locale.ROOT, " (ring of %d: %.2f)", virtual, there));
        worst = Math.max(worst, there);
      }
      assertTrue(even <= worst + 0.05, row.toString());
    }
    System.out.println(row);
  }

  @Test
  void copiesAreAtDifferentSitesAsFarAsThereAreSoMany() {
    View view = view(12, 4);
    for (int shard = 0; shard < SHARDS; shard++) {
      List<NodeId> three = Placement.owners(view, Copies.of(3), shard);
      assertEquals(3, three.stream().map(owner -> site(view, owner)).distinct().count());
      List<NodeId> six = Placement.owners(view, Copies.of(6), shard);
      assertEquals(4, six.stream().map(owner -> site(view, owner)).distinct().count());
      assertEquals(three, six.subList(0, 3), "more copies are more, not others");
    }
  }

  @Test
  void oneIsAtHomeAndTheOthersAreElsewhere() {
    View view = view(12, 4);
    Copies copies = Copies.home("site-1", 2);
    for (int shard = 0; shard < SHARDS; shard++) {
      List<NodeId> owners = Placement.owners(view, copies, shard);
      assertEquals(3, owners.size());
      assertEquals("site-1", site(view, owners.get(0)));
      assertFalse(owners.stream().skip(1).anyMatch(owner -> site(view, owner).equals("site-1")));
    }
  }

  @Test
  void aHomeWithoutANodeIsMadeUpForElsewhere() {
    List<NodeId> owners = Placement.owners(view(6, 3), Copies.home("nowhere", 1), 7);
    assertEquals(2, owners.size());
  }

  @Test
  void twiceTheWeightIsTwiceTheShare() {
    View view = with(view(9, 1), new Candidate(id(10), "site-0", 200));
    Map<NodeId, Integer> shares = shares(8192, placed(view, Copies.of(1)));
    double expected = 8192.0 * 200 / 1100;
    assertEquals(expected, shares.getOrDefault(id(10), 0), expected / 10);
  }

  @Test
  void viewsThatDifferByANodeShareTwoOfThreeOwners() {
    View view = view(20, 5);
    View other = with(view, new Candidate(id(99), "site-3", 100));
    for (int shard = 0; shard < SHARDS; shard++) {
      Set<NodeId> both = new HashSet<>(Placement.owners(view, Copies.of(3), shard));
      both.retainAll(Placement.owners(other, Copies.of(3), shard));
      assertTrue(both.size() >= 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void fewerNodesThanCopiesHoldAll(int copies) {
    assertEquals(
        Math.min(copies, 2), Placement.owners(view(2, 2), Copies.of(copies), 5).size());
    assertEquals(List.of(), Placement.owners(new View(List.of()), Copies.of(copies), 5));
  }

  @Test
  void allIsEveryNode() {
    assertEquals(7, placed(view(7, 3), Copies.ALL).apply(3).size());
  }

  /** Nodes of all versions must place alike. */
  @Test
  void whereThingsLieIsPartOfTheProtocol() {
    View view = view(5, 5);
    List<Integer> first = new ArrayList<>();
    for (int shard = 0; shard < 12; shard++) {
      first.add((int) Placement.owners(view, Copies.of(2), shard).get(0).low());
    }
    assertEquals(List.of(4, 5, 3, 4, 5, 5, 3, 3, 1, 1, 1, 2), first);
  }

  @Test
  void aViewIsTheSameInWhateverOrder() {
    View view = view(5, 2);
    List<Candidate> turned = new ArrayList<>(view.candidates());
    Collections.reverse(turned);
    assertEquals(view, new View(turned));
    assertEquals(view.hash(), new View(turned).hash());
    assertFalse(view.hash() == view(6, 2).hash());
    turned.add(turned.get(0));
    assertThrows(IllegalArgumentException.class, () -> new View(turned));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "1", "3", "64", "home(berlin)+2", "home(a (b) c)+1"})
  void copiesAreReadAsTheyAreWritten(String text) {
    assertEquals(text, Copies.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "-1", "three", "home()+1", "home(x)", "home(x)+64", "1.5"})
  void whatIsNoCopiesIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Copies.parse(text));
  }
}
