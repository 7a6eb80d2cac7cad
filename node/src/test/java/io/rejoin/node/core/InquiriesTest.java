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
import io.rejoin.node.core.group.Inquiries;
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
    List<Optional<Answer>> heard = new ArrayList<>();
    Question question = Question.of(TAGS, State.EMPTY);
    assertTrue(ada.core().groups().inquiries().ask(cleo.id(), question, heard::add));
    assertFalse(ada.core().groups().inquiries().ask(ben.id(), question, heard::add));
    network.runUntil("answered", LATER, () -> heard.size() == 1);
    assertTrue(heard.get(0).isPresent());
    network.cut((from, to) -> true);
    assertTrue(ada.core().groups().inquiries().ask(cleo.id(), question, heard::add));
    network.runUntil("its link has ended", LATER, () -> heard.size() == 2);
    assertTrue(heard.get(1).isEmpty());
  }

  @Test
  void whoAsksTooMuchAtOneTimeMustWait() {
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);
    network.runUntil("linked", LATER, () -> ada.core().linked().contains(cleo.id()));
    Question question = Question.of(TAGS, State.EMPTY);
    List<Optional<Answer>> heard = new ArrayList<>();
    for (int i = 0; i < Inquiries.MAX_OPEN; i++) {
      assertTrue(ada.core().groups().inquiries().ask(cleo.id(), question, heard::add));
    }
    assertFalse(ada.core().groups().inquiries().ask(cleo.id(), question, heard::add));
    network.runUntil("all answered", LATER, () -> heard.size() == Inquiries.MAX_OPEN);
    assertTrue(ada.core().groups().inquiries().ask(cleo.id(), question, heard::add));
  }

  @Test
  void anAnswerThatNobodyAskedForIsRefused() {
    Peer stranger = new Peer(ben.id(), ben.replica().run(), "ben", "south");
    Answered unasked = new Answered(7, Optional.empty());
    assertThrows(
        RefusedFrame.class, () -> ada.core().groups().inquiries().received(stranger, unasked));
  }
}
