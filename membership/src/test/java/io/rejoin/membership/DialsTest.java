package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DialsTest {
  private final SwimConfig config = SwimConfig.lan().withSeeds(List.of("seed:1"));
  private final Neighbourhood around = new Neighbourhood(row(0));
  private final Dials dials = new Dials(config, around, new SplittableRandom(1));
  private long now;

  @Test
  void aSeedIsDialledForEverAndMoreAndMoreRarely() {
    assertEquals(List.of("seed:1"), dials.next(now));
    assertTrue(dialsWithin(Duration.ofMinutes(1)) > 6);
    advance(Duration.ofHours(5));
    int anHour = dialsWithin(Duration.ofHours(1));
    assertTrue(anHour >= 360 && anHour < 380, "dials in an hour: " + anHour);
  }

  @Test
  void aSeedThatLedToALinkedMemberIsNotDialled() {
    dials.reached("seed:1", id(1));
    link(1);
    assertEquals(List.of(), dials.next(now));
    unlink(1);
    assertEquals(List.of("n1:1", "seed:1"), dials.next(now).stream().sorted().toList());
  }

  @Test
  void aSeedThatLeadsToOurselvesIsNotDialledAgain() {
    dials.reached("seed:1", id(0));
    assertEquals(0, dialsWithin(Duration.ofHours(1)));
  }

  @Test
  void membersWithoutALinkAreDialled() {
    dials.reached("seed:1", id(0));
    around.table().join(row(1));
    around.table().join(row(2, 0, Status.DEAD));
    around.table().join(row(3, 0, Status.LEFT));
    around.table().join(row(4).withEvicted(true));
    around.table().join(outboundOnly(5));
    assertEquals(List.of("n1:1", "n2:1"), dials.next(now).stream().sorted().toList());
  }

  @Test
  void aMemberLostWithinTheHourIsDialledEvery300Milliseconds() {
    dials.reached("seed:1", id(0));
    link(1);
    unlink(1);
    int lately = dialsWithin(Duration.ofMinutes(1));
    assertTrue(lately >= 200 && lately <= 270, "dials in a minute: " + lately);
    advance(Duration.ofMinutes(70));
    assertTrue(dialsWithin(Duration.ofMinutes(1)) <= 7);
  }

  @Test
  void aFewAreDialledAtATimeAndEverybodyInTurn() {
    dials.reached("seed:1", id(0));
    for (int i = 1; i <= 40; i++) {
      around.table().join(row(i));
    }
    assertEquals(Dials.MAX_DIALS, dials.next(now).size());
    assertEquals(Dials.MAX_DIALS, dials.next(now).size());
    assertEquals(40 - 2 * Dials.MAX_DIALS, dials.next(now).size());
    assertEquals(0, dials.next(now).size());
  }

  private void link(long number) {
    around.table().join(row(number));
    around.link(id(number));
    dials.linked(id(number));
  }

  private void unlink(long number) {
    around.unlink(id(number));
    dials.unlinked(id(number), now);
  }

  private void advance(Duration by) {
    dialsWithin(by);
  }

  private int dialsWithin(Duration time) {
    int count = 0;
    for (long end = now + time.toNanos(); now < end; ) {
      now += Duration.ofMillis(50).toNanos();
      count += dials.next(now).size();
    }
    return count;
  }

  private static Member outboundOnly(long number) {
    return Member.starting(id(number), "", "", Optional.empty(), new ReplicaId(number));
  }
}
