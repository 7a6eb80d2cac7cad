package io.rejoin.antientropy;

import static io.rejoin.antientropy.Session.Outcome.BROKEN_OFF;
import static io.rejoin.antientropy.Session.Outcome.OVERBURDENED;
import static io.rejoin.antientropy.Session.Outcome.REPAIRED;
import static io.rejoin.antientropy.Session.Outcome.UNEXPECTED;
import static io.rejoin.antientropy.Session.Outcome.UNSUPPORTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Knowledge.Span;
import io.rejoin.antientropy.Message.Left;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A responder against a peer that says whatever it likes. */
class HostileSessionTest {
  private static final int SETS = 500;

  private final PlainReplica here = new PlainReplica(1);
  private Session session = new Session(here, Session.Limits.STANDARD);
  private long number;

  @BeforeEach
  void begin() {
    for (int i = 0; i < SETS; i++) {
      here.add("set" + i, "e");
    }
    session = new Session(here, Session.Limits.STANDARD);
  }

  @Test
  void everythingBeginsWithOpen() {
    says(new Content.Pass());
    assertEnds(UNEXPECTED);
  }

  @Test
  void thereIsOneOpen() {
    opens();
    says(open(1));
    assertEnds(UNEXPECTED);
  }

  @Test
  void anUnknownWayOfComparingIsRefusedByName() {
    List<Message> answer = says(open(77));
    assertEnds(UNSUPPORTED);
    assertEquals(new Content.Close(UNSUPPORTED), answer.get(0).content());
  }

  @Test
  void aRangeThatIsEmptyHereCannotBeDescribed() {
    opens();
    Prefix empty = Prefix.of(12345);
    says(new Content.Leaves(
        List.of(new Content.Leaf(empty, List.of(new Content.Leaf.Id(12345, 1))))));
    assertEnds(UNEXPECTED);
  }

  @Test
  void aRangeIsDescribedOnce() {
    opens();
    Content.Children root = new Content.Children(Prefix.ROOT, List.of());
    says(new Content.Nodes(List.of(root, root)));
    assertEnds(UNEXPECTED);
  }

  @Test
  void nobodyGetsEverythingTwice() {
    opens();
    List<Prefix> everything = List.of(Prefix.ROOT, Prefix.ROOT.child(3));
    says(new Content.WantRange(everything));
    assertEnds(UNEXPECTED);
  }

  @Test
  void anEntryThatIsNotHereCannotBeWanted() {
    opens();
    says(new Content.WantHash(List.of(new Content.Hash(4711))));
    assertEnds(UNEXPECTED);
  }

  @Test
  void tooManyWantsEndTheSession() {
    session = new Session(here, new Session.Limits(8192, 8192, 0, 1000, 1000));
    opens();
    Knowledge nothing = new Knowledge(Span.ALL, CausalContext.EMPTY, Optional.empty());
    Content.Known wanted = new Content.Known(PlainReplica.set("set1"), nothing);
    says(new Content.Want(Collections.nCopies(1001, wanted)));
    assertEnds(OVERBURDENED);
  }

  @Test
  void wantsWaitWhileAnswersAreLeft() {
    session = new Session(here, Session.Limits.STANDARD.sized(8192, 8192));
    opens();
    Knowledge nothing = new Knowledge(Span.ALL, CausalContext.EMPTY, Optional.empty());
    Content.Known wanted = new Content.Known(PlainReplica.set("set1"), nothing);
    List<Message> answer = says(new Content.Want(Collections.nCopies(300, wanted)));
    assertEquals(Left.ANSWERS, answer.get(answer.size() - 1).left());
    says(new Content.Want(List.of(wanted)));
    assertEnds(UNEXPECTED);
  }

  @Test
  void whoPassesCannotHaveAnswersLeft() {
    opens();
    hears(new Message(number++, Left.ANSWERS, new Content.Pass()));
    assertEnds(UNEXPECTED);
  }

  @Test
  void aMessageFromFarAheadEndsTheSession() {
    opens();
    hears(new Message(1_000_000, Left.NOTHING, new Content.Pass()));
    assertEnds(UNEXPECTED);
  }

  @Test
  void aTurnThatDoesNotEndEndsTheSession() {
    opens();
    Pushed some = Pushed.last(PlainReplica.set("a"), State.EMPTY);
    for (int i = 0; i <= Session.Limits.STANDARD.messagesPerTurn(); i++) {
      assertFalse(session.done());
      hears(new Message(number++, Left.THIS_TURN, new Content.Push(List.of(some))));
    }
    assertEnds(OVERBURDENED);
  }

  @Test
  void noClockIsAdoptedFromWhoClosesBeforeTheBeginning() {
    says(new Content.Close(REPAIRED));
    assertEnds(UNEXPECTED);
  }

  @Test
  void noClockIsAdoptedFromWhoClosesBeforeTheEnd() {
    session = new Session(here, Session.Limits.STANDARD.sized(8192, 8192));
    opens();
    says(new Content.WantRange(List.of(Prefix.ROOT)));
    says(new Content.Close(REPAIRED));
    assertEnds(UNEXPECTED);
  }

  @Test
  void whoBreaksOffIsNotAnswered() {
    opens();
    assertEquals(List.of(), says(new Content.Close(OVERBURDENED)));
    assertEnds(BROKEN_OFF);
    assertEquals(List.of(), says(new Content.Pass()));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  /** Messages of other sessions, or with a bit changed, in the middle of a session. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatIsSaidThrowsOrGoesOnForEver(long seed) {
    Random random = new Random(seed);
    PlainReplica there = new PlainReplica(2).like(here);
    for (int i = 0; i < 50; i++) {
      there.add("set" + random.nextInt(SETS), "more");
      here.remove("set" + random.nextInt(SETS), "e");
    }
    List<Message> corpus = new ArrayList<>();
    new Wire(
            new PlainReplica(3).like(there),
            new PlainReplica(4).like(here),
            Session.Limits.STANDARD)
        .losing(message -> !corpus.add(message))
        .run();
    session = new Session(here, Session.Limits.STANDARD);
    Session other = new Session(there, Session.Limits.STANDARD);
    List<Message> toHere = new ArrayList<>(other.initiate());
    int heard = 0;
    while (!toHere.isEmpty() && heard++ < 1000) {
      Message message = toHere.remove(0);
      boolean forges = random.nextInt(4) == 0;
      List<Message> answer = session.reconcile(forges ? forged(message, corpus, random) : message);
      answer.forEach(each -> toHere.addAll(other.reconcile(each)));
    }
    assertTrue(heard < 1000);
  }

  private static Message forged(Message message, List<Message> corpus, Random random) {
    Message other = corpus.get(random.nextInt(corpus.size()));
    Left left = List.of(Left.values()).get(random.nextInt(5));
    return new Message(message.number(), left, other.content());
  }

  private void opens() {
    assertFalse(says(open(1)).isEmpty());
    assertFalse(session.done());
  }

  private static Content.Open open(int format) {
    Clock clock = Clock.EMPTY.applied(new ReplicaId(2), 0, 1000);
    return new Content.Open(
        format, new NodeDigest(1, 2, 3), clock, Clock.EMPTY, Clock.EMPTY, Bytes.EMPTY);
  }

  private List<Message> says(Content content) {
    return hears(new Message(number++, Left.MORE, content));
  }

  private List<Message> hears(Message message) {
    return session.reconcile(Wire.read(Wire.write(message)));
  }

  private void assertEnds(Session.Outcome outcome) {
    assertEquals(outcome, session.outcome().orElseThrow());
    assertEquals(Clock.EMPTY.applied(here.run(), 0, SETS), here.clock());
  }
}
