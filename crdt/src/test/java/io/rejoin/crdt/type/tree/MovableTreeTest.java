package io.rejoin.crdt.type.tree;

import static io.rejoin.crdt.type.tree.Trees.move;
import static io.rejoin.crdt.type.tree.Trees.paths;
import static io.rejoin.crdt.type.tree.Trees.remove;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.tree.MovableTree.Change;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rows of the tree's table, and what a single site does. What is done there is the later. */
class MovableTreeTest {

  private static TwoSites<Change> withNodes() {
    TwoSites<Change> sites = new TwoSites<>(MovableTree.TYPE);
    sites.first(move("a", ""), move("b", ""), move("c", ""));
    sites.replicaThere().clockIs(Timestamp.ofMillis(1_000));
    return sites;
  }

  @Test
  void ofTwoMovesOfANodeTheLaterOneCounts() {
    State tree = withNodes().here(move("a", "b")).there(move("a", "c")).afterwards();
    assertEquals("/b /c /c/a", paths(tree));
  }

  @Test
  void ofTwoMovesThatMakeACycleTheEarlierOneCounts() {
    State tree = withNodes().here(move("a", "b")).there(move("b", "a")).afterwards();
    assertEquals("/b /b/a /c", paths(tree));
  }

  @Test
  void ofAMoveAndANewContentTheLaterOneCountsWhole() {
    State tree = withNodes().here(move("a", "b")).there(move("a", "", "x")).afterwards();
    assertEquals("/a=x /b /c", paths(tree));
  }

  @Test
  void ofARemoveAndAMoveTheLaterOneCounts() {
    State moved = withNodes().here(remove("a")).there(move("a", "b")).afterwards();
    assertEquals("/b /b/a /c", paths(moved));
    State removed = withNodes().here(move("a", "b")).there(remove("a")).afterwards();
    assertEquals("/b /c", paths(removed));
  }

  @Test
  void whatIsMovedBelowARemovedNodeComesBackWithIt() {
    TwoSites<Change> sites = withNodes();
    State tree = sites.here(remove("a")).there(move("b", "a")).afterwards();
    assertEquals("/c", paths(tree));
    assertEquals(Optional.empty(), MovableTree.node(tree, Bytes.utf8("b")));
    sites.replicaHere().does(move("a", "c"));
    assertEquals("/c /c/a /c/a/b", paths(sites.replicaHere().state()));
  }

  @Test
  void whatIsMovedAwayFromARemovedNodeStays() {
    TwoSites<Change> sites = withNodes().first(move("b", "a"));
    State tree = sites.here(remove("a")).there(move("b", "c")).afterwards();
    assertEquals("/c /c/b", paths(tree));
  }

  @Test
  void aNodeThatIsCreatedTwiceIsOneNode() {
    State tree =
        withNodes().here(move("d", "a", "x")).there(move("d", "b", "y")).afterwards();
    assertEquals("/a /b /b/d=y /c", paths(tree));
  }

  @Test
  void refusesAParentThatIsNotThereOrBelowTheNode() {
    Replica<Change> site = withNodes().replicaHere();
    site.does(move("b", "a"));
    assertThrows(IllegalArgumentException.class, () -> site.does(move("c", "nowhere")));
    assertThrows(IllegalArgumentException.class, () -> site.does(move("a", "b")));
    assertThrows(IllegalArgumentException.class, () -> site.does(move("a", "a")));
    assertThrows(IllegalArgumentException.class, () -> move("", "a"));
    assertThrows(IllegalArgumentException.class, () -> remove(""));
    assertEquals(4, MovableTree.moves(site.state()));
  }

  @Test
  void whatChangesNothingIsNoMove() {
    Replica<Change> site = withNodes().replicaHere();
    assertTrue(site.does(move("a", "")).isEmpty());
    assertTrue(site.does(remove("nowhere")).isEmpty());
    site.does(remove("a"));
    assertTrue(site.does(remove("a")).isEmpty());
  }

  @Test
  void aMoveThatArrivesBeforeItsParentWaitsForIt() {
    Replica<Change> here = new Replica<>(MovableTree.TYPE, 1);
    Replica<Change> there = new Replica<>(MovableTree.TYPE, 2);
    State parent = here.does(move("a", ""));
    there.hears(here.does(move("b", "a")));
    assertEquals("", paths(there.state()));
    there.hears(parent);
    assertEquals("/a /a/b", paths(there.state()));
  }

  @Test
  void insideAMapARemovalOfTheFieldTakesTheMovesThatItSaw() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(Maps.update("t", MovableTree.TYPE, move("a", "")));
    sites.here(Maps.remove("t")).there(Maps.update("t", MovableTree.TYPE, move("b", "")));
    State map = sites.afterwards();
    assertEquals(1, MovableTree.nodes(Maps.field(map, "t", MovableTree.TYPE)).size());
  }

  @Test
  void aDeepTreeDoesNotOverflowTheStack() {
    Replica<Change> site = new Replica<>(MovableTree.TYPE, 1);
    site.does(move("n0", ""));
    for (int i = 1; i < 5_000; i++) {
      site.does(move("n" + i, "n" + (i - 1)));
    }
    assertEquals(5_000, MovableTree.nodes(site.state()).size());
  }
}
