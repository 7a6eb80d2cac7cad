package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a node asks others of one entry, and what it takes of their answers. */
class InquiriesTest {
  private static final EntryKey TAGS = TestNode.set("tags");
  private static final Duration LATER = Duration.ofSeconds(60);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 2));

  private static void ask(TestNode asker, TestNode other) {
    Replica at = asker.replica();
    Question question = Question.of(TAGS, at.state(TAGS));
    question.answer(other.replica()).joinInto(at, TAGS, at.clock());
  }

  @Test
  void whoKnowsNothingGetsTheWhole() {
    ada.add("tags", "red");
    ada.add("tags", "blue");
    ada.remove("tags", "red");
    ask(ben, ada);
    assertEquals(ada.replica().state(TAGS), ben.replica().state(TAGS));
    assertEquals(0, ben.replica().clock().number(ada.replica().run()));
    assertEquals(1, ben.replica().history().loose().size());
  }

  @Test
  void whatIsRemovedThereIsRemovedHere() {
    ada.add("tags", "red");
    ask(ben, ada);
    ada.remove("tags", "red");
    ben.add("tags", "green");
    ask(ben, ada);
    assertEquals(1, ben.replica().state(TAGS).size());
    ask(ada, ben);
    assertEquals(ada.replica().state(TAGS), ben.replica().state(TAGS));
  }

  @Test
  void whatWasAppliedHereAndIsNotLiveIsNotTaken() {
    ada.add("tags", "red");
    ben.replica().history().applied(ada.replica().run(), 0, 1);
    ask(ben, ada);
    assertEquals(0, ben.replica().state(TAGS).size());
  }

  @Test
  void whatTheOtherHasForgottenSinceThisNodeWasAwayIsGivenUp() {
    ada.add("tags", "red");
    ask(ben, ada);
    CausalContext red = CausalContext.of(ada.replica().run(), 1, 1);
    Clock later = new Clock(CausalContext.of(ada.replica().run(), 1, 2));
    new Answer(State.EMPTY, red, later).joinInto(ben.replica(), TAGS, later);
    assertEquals(1, ben.replica().state(TAGS).size());
    new Answer(State.EMPTY, red, later).joinInto(ben.replica(), TAGS, Clock.EMPTY);
    assertEquals(0, ben.replica().state(TAGS).size());
  }

  @Test
  void aQuestionIsAnsweredOverTheLinkAndItsEndIsHeardOf() {
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);
    network.runUntil("linked", LATER, () -> ada.core().linked().contains(cleo.id()));
    List<Boolean> heard = new ArrayList<>();
    assertTrue(ada.core().inquiries().ask(cleo.id(), TAGS, heard::add));
    assertFalse(ada.core().inquiries().ask(ben.id(), TAGS, heard::add));
    network.runUntil("answered", LATER, () -> heard.equals(List.of(true)));
    network.cut((from, to) -> true);
    assertTrue(ada.core().inquiries().ask(cleo.id(), TAGS, heard::add));
    network.runUntil("its link has ended", LATER, () -> heard.equals(List.of(true, false)));
  }

  @Test
  void anAnswerThatNobodyAskedForIsRefused() {
    Peer stranger = new Peer(ben.id(), ben.replica().run(), "ben", "south");
    assertThrows(
        RefusedFrame.class,
        () -> ada.core().inquiries().received(stranger, new Answered(7, Optional.empty())));
  }
}
