package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.ids;
import static io.rejoin.membership.Rows.join;
import static io.rejoin.membership.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemberTableTest {
  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void joinIsCommutativeAssociativeAndIdempotent(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemberTable a = Rows.anyTable(random);
    MemberTable b = Rows.anyTable(random);
    MemberTable c = Rows.anyTable(random);
    assertEquals(join(a, b), join(b, a));
    assertEquals(join(join(a, b), c), join(a, join(b, c)));
    assertEquals(a, join(a, a));
    assertEquals(join(a, b), join(a, b, a));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void joinSaysWhetherTheTableChanged(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemberTable table = Rows.anyTable(random);
    MemberTable before = join(table);
    boolean changed = table.join(Rows.any(random));
    assertEquals(changed, !table.equals(before));
  }

  /** SWIM §4.2: the order of overriding. */
  @Test
  void higherIncarnationWinsThenLeftOverDeadOverSuspectOverAlive() {
    List<Member> ascending = List.of(
        row(1, 4, Status.LEFT),
        row(1, 5, Status.ALIVE),
        row(1, 5, Status.SUSPECT),
        row(1, 5, Status.DEAD),
        row(1, 5, Status.LEFT),
        row(1, 6, Status.ALIVE));
    for (int i = 1; i < ascending.size(); i++) {
      assertEquals(ascending.get(i), ascending.get(i - 1).join(ascending.get(i)));
      assertEquals(ascending.get(i), ascending.get(i).join(ascending.get(i - 1)));
    }
  }

  @Test
  void aLaterRunOfANodeSupersedesTheEarlierOne() {
    Member earlier = row(1, 7, Status.DEAD);
    Member later = restarted(earlier, 8);
    assertEquals(later, earlier.join(later));
  }

  @Test
  void evictionStaysWhateverComesLater() {
    Member evicted = row(1, 3, Status.DEAD).withEvicted(true);
    assertTrue(evicted.join(row(1, 9, Status.ALIVE)).evicted());
    assertEquals(Status.ALIVE, evicted.join(row(1, 9, Status.ALIVE)).status());
  }

  @Test
  void whoWasReadmittedStaysSoAndCanBeEvictedAgain() {
    Member evicted = row(1, 3, Status.ALIVE).withEvicted(true);
    Member readmitted = evicted.withEvicted(false);
    assertFalse(evicted.join(readmitted).evicted());
    assertTrue(readmitted.join(readmitted.withEvicted(true)).evicted());
    assertEquals(readmitted, readmitted.withEvicted(false));
  }

  @Test
  void rowsOfTwoNodesDoNotJoin() {
    assertThrows(IllegalArgumentException.class, () -> row(1).join(row(2)));
  }

  @Test
  void aFullTableTakesNoMoreNodes() {
    MemberTable table = new MemberTable();
    for (int i = 0; i < MemberTable.MAX_MEMBERS; i++) {
      assertTrue(table.join(row(i)));
    }
    assertFalse(table.join(row(MemberTable.MAX_MEMBERS)));
    assertTrue(table.join(row(7, 1, Status.DEAD)));
  }

  @Test
  void anIslandIsWhatPathsOfLinksLeadTo() {
    MemberTable table = new MemberTable();
    table.join(row(1).withLinks(ids(2)));
    table.join(row(2).withLinks(ids(1, 3)));
    table.join(row(3));
    table.join(row(4).withLinks(ids(5)));
    table.join(row(5, 0, Status.DEAD).withLinks(ids(1, 4)));
    assertEquals(ids(1, 2, 3), table.island(id(1)));
    assertEquals(ids(4), table.island(id(4)));
    assertEquals(4, table.present());
  }

  @Test
  void rowsHaveLimits() {
    String longText = "x".repeat(Member.MAX_ADDRESS_BYTES + 1);
    assertThrows(IllegalArgumentException.class, () -> named(longText));
    assertThrows(IllegalArgumentException.class, () -> named("\ud800"));
    assertThrows(
        IllegalArgumentException.class,
        () -> row(1).withLinks(ids(new long[0])).withIncarnation(-1));
    assertEquals(Member.MAX_INCARNATION, row(1).withIncarnation(Long.MAX_VALUE).incarnation());
  }

  private static Member named(String name) {
    return Member.starting(id(1), name, "", row(1).address(), new ReplicaId(1));
  }

  private static Member restarted(Member row, long incarnation) {
    return Member.starting(row.id(), row.name(), row.site(), row.address(), new ReplicaId(99))
        .withIncarnation(incarnation);
  }
}
