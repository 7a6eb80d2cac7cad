package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.ids;
import static io.rejoin.membership.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.SwimMessage.Ack;
import io.rejoin.membership.SwimMessage.Nack;
import io.rejoin.membership.SwimMessage.Ping;
import io.rejoin.membership.SwimMessage.PingRequest;
import io.rejoin.membership.SwimMessage.Summary;
import io.rejoin.membership.SwimMessage.Sync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain statements of SWIM (Das, Gupta, Motivala 2002), one node driven by hand. */
class SwimTest {
  private final ByHand node = new ByHand(SwimConfig.lan());

  /** §3.1: one ping per protocol period. */
  @Test
  void onePeriodOnePing() {
    node.linkedTo(1);
    for (int period = 1; period <= 5; period++) {
      node.run(1_000);
      node.receive(1, new Ack(node.sent(Ping.class).get(period - 1).sequence(), List.of()));
    }
    assertEquals(5, node.sent(Ping.class).size());
    assertEquals(Status.ALIVE, node.statusOf(1));
  }

  /** §3.1: without an answer k members are asked to ping, and they must be able to. */
  @Test
  void othersThatShareALinkWithTheTargetAreAsked() {
    node.linkedTo(1, 2, 3, 4, 5);
    node.hear(2, row(2, 1, Status.ALIVE).withLinks(ids(0)));
    runUntilPinged(1);
    node.forget().run(600);
    assertEquals(3, node.sent(PingRequest.class).size());
    assertTrue(node.sentTo(1, PingRequest.class).isEmpty());
  }

  /** §3.1: if nobody got an answer by the end of the period, the target is suspected (§4.2). */
  @Test
  void whoDoesNotAnswerIsSuspected() {
    node.linkedTo(1);
    node.run(1_000);
    assertEquals(Status.ALIVE, node.statusOf(1));
    node.run(1_050);
    assertEquals(Status.SUSPECT, node.statusOf(1));
    assertInstanceOf(MemberEvent.Suspected.class, node.events().get(0));
  }

  @Test
  void anAnswerThroughARelayIsAnAnswer() {
    node.linkedTo(1, 2);
    runUntilPinged(1);
    node.forget().run(600);
    node.receive(2, new Ack(node.sentTo(2, PingRequest.class).get(0).sequence(), List.of()));
    node.run(1_000);
    assertEquals(Status.ALIVE, node.statusOf(1));
  }

  @Test
  void aStrangersAnswerIsNone() {
    node.linkedTo(1, 2);
    runUntilPinged(1);
    node.receive(2, new Ack(node.sentTo(1, Ping.class).get(0).sequence(), List.of()));
    node.run(1_500);
    assertEquals(Status.SUSPECT, node.statusOf(1));
  }

  /** §3.1: a relay pings the target and passes its answer on. */
  @Test
  void aRelayPassesTheAnswerOn() {
    node.linkedTo(1, 2);
    node.receive(1, new PingRequest(77, id(2), List.of()));
    node.receive(2, new Ack(node.sentTo(2, Ping.class).get(0).sequence(), List.of()));
    assertEquals(77, node.sentTo(1, Ack.class).get(0).sequence());
    node.run(900);
    assertTrue(node.sentTo(1, Nack.class).isEmpty());
  }

  /** Lifeguard, LHA-Probe: a relay says so when the target does not answer it. */
  @Test
  void aRelayWithoutAnAnswerSendsANack() {
    node.linkedTo(1, 2);
    node.receive(1, new PingRequest(77, id(2), List.of()));
    node.run(350);
    assertEquals(List.of(new Nack(77)), node.sentTo(1, Nack.class));
    node.forget().receive(1, new PingRequest(78, id(9), List.of()));
    assertEquals(List.of(new Nack(78)), node.sentTo(1, Nack.class));
  }

  /** §4.2: the suspected member refutes with a higher incarnation. */
  @Test
  void aSuspicionOfOurselvesIsRefuted() {
    node.linkedTo(1);
    long before = node.swim.self().incarnation();
    node.hear(1, node.swim.self().withStatus(Status.SUSPECT));
    node.run(250);
    assertEquals(before + 1, node.swim.self().incarnation());
    assertTrue(node.toldTo(1).contains(node.swim.self()));
    assertEquals(1, node.swim.health());
  }

  /** §4.2: only the member itself clears a suspicion, not an answer to a ping. */
  @Test
  void onlyAHigherIncarnationClearsASuspicion() {
    node.linkedTo(1, 2);
    node.hear(2, row(1, 0, Status.SUSPECT));
    node.receive(1, new Ack(1, List.of()));
    node.hear(2, row(1, 0, Status.ALIVE));
    assertEquals(Status.SUSPECT, node.statusOf(1));
    node.hear(2, row(1, 1, Status.ALIVE));
    assertEquals(Status.ALIVE, node.statusOf(1));
    assertInstanceOf(MemberEvent.Returned.class, node.events().get(1));
  }

  /** §4.2: a suspicion that is not refuted in time becomes a death. */
  @Test
  void aSuspicionBecomesADeath() {
    node.linkedTo(1);
    node.hear(1, row(1, 0, Status.SUSPECT));
    node.run(3_900);
    assertEquals(Status.SUSPECT, node.statusOf(1));
    node.run(200);
    assertEquals(Status.DEAD, node.statusOf(1));
  }

  /** A member is judged only by those that have or had a link to it. */
  @Test
  void aMemberThatWasNeverLinkedIsLeftToOthers() {
    node.linkedTo(1);
    node.hear(1, row(2, 0, Status.SUSPECT));
    node.run(60_000);
    assertEquals(Status.SUSPECT, node.statusOf(2));
    node.hear(1, row(2, 0, Status.DEAD));
    assertEquals(Status.DEAD, node.statusOf(2));
  }

  /** Those who had a link to it may all have restarted: nobody else would ever say it. */
  @Test
  void aSuspicionThatNobodySettlesBecomesADeathInTheEnd() {
    node.linkedTo(1);
    node.hear(1, row(2, 0, Status.SUSPECT));
    node.run(120_000);
    assertEquals(Status.DEAD, node.statusOf(2));
  }

  /** A death that others declare is a suspicion where a link stands, and is told to its victim. */
  @Test
  void hearsayDoesNotKillALinkedMember() {
    node.linkedTo(1, 2);
    node.forget().hear(1, row(2, 0, Status.DEAD));
    assertEquals(Status.SUSPECT, node.statusOf(2));
    assertTrue(node.toldTo(2).contains(node.swim.table().find(id(2)).orElseThrow()));
  }

  /** Lifeguard, buddy system: whoever pings a suspected member tells it first of all. */
  @Test
  void aPingTellsTheSuspectedMemberOfTheSuspicion() {
    node.linkedTo(1, 2, 3);
    node.hear(2, row(1, 0, Status.SUSPECT));
    node.run(2_000);
    runUntilPinged(1);
    List<Ping> pings = node.sentTo(1, Ping.class);
    Member told = pings.get(pings.size() - 1).rumours().get(0).member();
    assertEquals(id(1), told.id());
    assertEquals(Status.SUSPECT, told.status());
  }

  @Test
  void aClosedLinkIsAHintAndTheMemberIsProbedThroughOthersNext() {
    node.linkedTo(1, 2, 3, 4, 5, 6, 7, 8);
    node.swim.unlinked(id(5));
    assertEquals(Status.ALIVE, node.statusOf(5));
    node.forget().run(2_000);
    assertTrue(node.sent(PingRequest.class).stream().allMatch(r -> r.target().equals(id(5))));
    assertFalse(node.sent(PingRequest.class).isEmpty());
    assertTrue(node.sentTo(5, Ping.class).isEmpty());
  }

  @Test
  void anEarlierRunOfOurselvesIsSuperseded() {
    node.linkedTo(1);
    Member earlier = Member.starting(id(0), "n0", "here", row(0).address(), new ReplicaId(-1));
    node.hear(1, earlier.withIncarnation(57));
    assertEquals(58, node.swim.self().incarnation());
    assertEquals(row(0).run(), node.swim.self().run());
    assertEquals(0, node.swim.health());
  }

  @Test
  void aRestartIsReportedWithTheEarlierRun() {
    node.linkedTo(1);
    Member again = Member.starting(id(1), "n1", "here", row(1).address(), new ReplicaId(99));
    node.hear(1, again.withIncarnation(4));
    assertEquals(
        List.of(new MemberEvent.Restarted(again.withIncarnation(4), row(1).run())), node.events());
  }

  /** A restarted member does not know its incarnation; whoever hears from it tells it. */
  @Test
  void aMemberThatSpeaksOfItsOldSelfIsTold() {
    node.linkedTo(1);
    node.hear(1, row(1, 9, Status.DEAD));
    node.forget().hear(1, row(1, 0, Status.ALIVE));
    assertTrue(node.toldTo(1).stream().anyMatch(row -> row.incarnation() == 9));
  }

  @Test
  void aNewLinkExchangesTables() {
    node.swim.linked(id(1));
    node.drain();
    assertEquals(1, node.sentTo(1, Sync.class).size());
    node.receive(1, new Sync(List.of(), true));
    assertEquals(2, node.sentTo(1, Sync.class).size());
    node.receive(1, new Sync(List.of(), false));
    assertEquals(2, node.sentTo(1, Sync.class).size());
  }

  @Test
  void aLargeTableTravelsInPartsThatFit() {
    for (int i = 1; i <= 500; i++) {
      node.hear(1, row(i));
    }
    node.forget().swim.linked(id(1));
    node.receive(1, new Summary(List.of(0L), false));
    List<Sync> parts = node.sentTo(1, Sync.class);
    assertTrue(parts.size() > 3);
    assertEquals(501, parts.stream().mapToInt(part -> part.rumours().size()).sum());
    for (Sync part : parts) {
      assertTrue(SwimCodecTest.write(part).length() <= Dissemination.SYNC_BYTES + 10);
    }
  }

  @Test
  void ofTwoLargeTablesWhatDiffersIsExchanged() {
    for (int i = 1; i <= 100; i++) {
      node.hear(1, row(i));
    }
    node.swim.linked(id(1));
    node.drain();
    List<Summary> told = node.sentTo(1, Summary.class);
    Summary mine = told.get(told.size() - 1);
    node.forget().receive(1, mine);
    assertEquals(List.of(), node.sentTo(1, SwimMessage.class));
    List<Long> other = new ArrayList<>(mine.groups());
    other.set(0, 1L);
    node.receive(1, new Summary(other, true));
    assertEquals(1, node.sentTo(1, Summary.class).size());
    assertTrue(node.sentTo(1, Sync.class).get(0).rumours().size() < 100);
  }

  @Test
  void leavingIsToldAtOnceAndNotTakenBack() {
    node.linkedTo(1, 2);
    node.swim.leave();
    node.drain();
    assertTrue(node.toldTo(1).contains(node.swim.self()));
    assertTrue(node.toldTo(2).contains(node.swim.self()));
    node.hear(1, node.swim.self().withStatus(Status.DEAD));
    node.run(5_000);
    assertEquals(Status.LEFT, node.swim.self().status());
    assertEquals(List.of(), node.swim.nextDials(node.nanos()));
  }

  @Test
  void aNodeAloneIsAGridOfOne() {
    node.run(Duration.ofMinutes(10).toMillis());
    assertEquals(1, node.swim.table().present());
    assertEquals(0, node.swim.health());
    assertTrue(node.sent(SwimMessage.class).isEmpty());
  }

  /** Time in which the process stood still is nobody's fault. */
  @Test
  void aPauseKillsNobody() {
    node.linkedTo(1, 2);
    node.hear(1, row(2, 0, Status.SUSPECT));
    node.swim.tick(node.nanos() + Duration.ofMinutes(5).toNanos());
    node.drain();
    assertEquals(Status.ALIVE, node.statusOf(1));
    assertEquals(Status.SUSPECT, node.statusOf(2));
  }

  private void runUntilPinged(long number) {
    node.forget();
    do {
      node.run(50);
    } while (node.sentTo(number, Ping.class).isEmpty());
  }
}
