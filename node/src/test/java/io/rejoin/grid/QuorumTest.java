package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Confirmation;
import io.rejoin.Confirmation.Holder;
import io.rejoin.Level;
import io.rejoin.membership.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private static final Holder HERE = holder(1, "berlin-1", "berlin");
  private static final List<Holder> OTHERS = List.of(
      holder(2, "berlin-2", "berlin"),
      holder(3, "lyon-1", "lyon"),
      holder(4, "lyon-2", "lyon"),
      holder(5, "oslo-1", "oslo"));

  private static Holder holder(long id, String name, String site) {
    return new Holder(new NodeId(0, id), name, site);
  }

  private static boolean isReached(Level level, long... confirmed) {
    return new Quorum(level, HERE, true, OTHERS).isReached(nodes(confirmed));
  }

  private static Set<NodeId> nodes(long... confirmed) {
    Set<NodeId> nodes = new TreeSet<>();
    for (long id : confirmed) {
      nodes.add(new NodeId(0, id));
    }
    return nodes;
  }

  @Test
  void thisNodeAlwaysConfirms() {
    assertTrue(isReached(Level.local()));
    assertTrue(isReached(Level.copies(1)));
    assertTrue(isReached(Level.sites(1)));
    assertTrue(new Quorum(Level.all(), HERE, true, List.of()).isReached(nodes()));
  }

  @Test
  void sitesAreCountedOnceEach() {
    assertFalse(isReached(Level.sites(2), 2));
    assertTrue(isReached(Level.sites(2), 3));
    assertFalse(isReached(Level.sites(3), 3, 4));
    assertTrue(isReached(Level.sites(3), 3, 5));
    assertFalse(isReached(Level.copiesInSite(2), 3, 4, 5));
  }

  @Test
  void aMajorityIsMoreThanHalfOfAllThatCountWhetherTheyAnswerOrNot() {
    assertFalse(isReached(Level.majority(), 2));
    assertTrue(isReached(Level.majority(), 2, 5));
    assertFalse(isReached(Level.all(), 2, 3, 4));
    assertTrue(isReached(Level.all(), 2, 3, 4, 5));
    assertEquals(2, new Quorum(Level.majority(), HERE, true, OTHERS.subList(0, 1)).required());
  }

  @Test
  void whoDoesNotCountCannotConfirm() {
    assertFalse(isReached(Level.copies(2), 9));
  }

  @Test
  void aTimeOutSaysWhoHasItAndWhoDoesNotAnswer() {
    Optional<Duration> away = Optional.of(Duration.ofSeconds(12));
    Confirmation known =
        new Quorum(Level.copiesInSite(3), HERE, true, OTHERS).confirmation(nodes(), node -> away);
    assertEquals(
        "stored here, 1 of 3 confirmed (berlin-1);"
            + " not heard from: berlin-2 (unreachable for 12 s)",
        known.toString());
    Confirmation majority = new Quorum(Level.majority(), HERE, true, OTHERS)
        .confirmation(nodes(3), node -> Optional.empty());
    assertEquals(
        "stored here, 2 of 3 confirmed (berlin-1, lyon-1);"
            + " not heard from: berlin-2, lyon-2, oslo-1",
        majority.toString());
  }
}
