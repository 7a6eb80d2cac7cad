package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SWIM §4.3: round-robin probe target selection. */
class ProbeOrderTest {
  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void everyMemberIsProbedOnceInEachPass(long seed) {
    ProbeOrder order = new ProbeOrder(new SplittableRandom(seed));
    SortedSet<NodeId> members = ids(1, 2, 3, 4, 5, 6, 7);
    for (int pass = 0; pass < 3; pass++) {
      SortedSet<NodeId> probed = new TreeSet<>();
      for (int i = 0; i < members.size(); i++) {
        probed.add(order.next(members).orElseThrow());
      }
      assertEquals(members, probed);
    }
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void aMemberIsProbedWithinTwoPassesAndNewcomersWithinOne(long seed) {
    ProbeOrder order = new ProbeOrder(new SplittableRandom(seed));
    order.next(ids(1, 2, 3, 4));
    SortedSet<NodeId> probed = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      probed.add(order.next(ids(1, 2, 3, 4, 5)).orElseThrow());
    }
    assertTrue(probed.contains(id(5)));
  }

  @Test
  void whoIsGoneIsNotProbed() {
    ProbeOrder order = new ProbeOrder(new SplittableRandom(1));
    order.next(ids(1, 2, 3));
    order.hurry(id(1));
    assertEquals(Optional.of(id(3)), order.next(ids(3)));
    assertEquals(Optional.empty(), order.next(ids()));
  }

  @Test
  void whoIsUrgentComesFirst() {
    ProbeOrder order = new ProbeOrder(new SplittableRandom(1));
    order.hurry(id(4));
    order.hurry(id(2));
    assertEquals(Optional.of(id(4)), order.next(ids(1, 2, 3, 4)));
    assertEquals(Optional.of(id(2)), order.next(ids(1, 2, 3, 4)));
  }
}
