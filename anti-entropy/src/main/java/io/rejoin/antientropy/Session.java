package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One repair between two replicas, seen from one side: makes both hold what either held when they
 * began, then joins their clocks. Knows no address, clock or socket; the owner carries {@link
 * Message}s to the other side and drops the session when that takes too long.
 *
 * <pre>
 * initiator                                responder
 *   | -- Open ------------------------------> |  roots and clocks equal: Close, both are done
 *   | &lt;-------------- Open, Nodes, Removals -- |
 *   | -- Nodes, Leaves, Wants, Pushes ------> |  in turns, each bounded, until nobody has
 *   | &lt;- Nodes, Leaves, Wants, Pushes ------- |  anything left to ask or to bring
 *   | -- Close -----------------------------> |  both adopt the other's clock
 * </pre>
 *
 * <p>Nothing is lost with a session: what was joined stays joined, and a new session finds only
 * what still differs. Messages may come twice or out of order within a turn. What does not fit ends
 * the session with an {@link Outcome}. Not thread-safe.
 */
public final class Session {

  /** How a session ended. Only the first two left both sides with nothing to repair. */
  public enum Outcome {
    /** Content and clocks were equal. */
    AGREED(0),
    /** Everything was exchanged and the other's clock adopted. */
    REPAIRED(1),
    /** The other side said something that cannot be said then. */
    UNEXPECTED(2),
    /** The other side caused more work than the {@link Limits} allow. */
    OVERBURDENED(3),
    /** The responder does not know the initiator's way of comparing; both sides end so. */
    UNSUPPORTED(4),
    /** The other side ended the session for one of these reasons. */
    BROKEN_OFF(5),
    /** As REPAIRED, but the other side writes states of a newer version: no clock is adopted. */
    UNREAD(6);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Outcome read(ByteReader in) throws MalformedBytes {
      int code = in.u8();
      for (Outcome outcome : values()) {
        if (outcome.code == code) {
          return outcome;
        }
      }
      throw new MalformedBytes("unknown outcome: " + code, in.offset());
    }

    /** Did both sides end with nothing left to repair? */
    public boolean isGood() {
      return this == AGREED || this == REPAIRED;
    }
  }

  /**
   * What a session may use.
   *
   * @param messageBytes size of a message at most, except that a single item may be larger
   * @param turnBytes size of all messages of a turn, about; a turn costs a round trip
   * @param fewDotsBytes live dots go along unasked if they take no more
   * @param pending questions and answers that may wait; a peer that causes more ends the session
   * @param messagesPerTurn messages that a peer may send before it gives the turn back
   */
  public record Limits(
      int messageBytes, int turnBytes, int fewDotsBytes, int pending, int messagesPerTurn) {
    public static final Limits STANDARD = new Limits(64 * 1024, 1024 * 1024, 1024, 262_144, 1024);

    private static final int MIN_MESSAGE_BYTES = 8192;

    public Limits {
      if (messageBytes < MIN_MESSAGE_BYTES
          || turnBytes < messageBytes
          || fewDotsBytes < 0
          || pending < 1
          || messagesPerTurn < 1) {
        throw new IllegalArgumentException("limits too small: messages of " + messageBytes);
      }
    }

    /** These limits with messages and turns of other sizes. */
    public Limits sized(int newMessageBytes, int newTurnBytes) {
      return new Limits(newMessageBytes, newTurnBytes, fewDotsBytes, pending, messagesPerTurn);
    }
  }

  /**
   * What a session has done so far, at this side.
   *
   * @param turns of both sides; two are a round trip
   * @param bytesOut of all messages said, about
   * @param entriesIn deltas received, a large state's parts counted each
   */
  public record Stats(
      int turns,
      long messagesIn,
      long messagesOut,
      long bytesOut,
      long entriesIn,
      long entriesOut,
      long removalsIn,
      long removalsOut) {}

  private final Entries entries;
  private final Limits limits;
  private final Entries.Snapshot mine;
  private final Entries.Standing standing;
  private final EntryExchange exchange;
  private final Comparison comparison;

  private boolean opened;
  private Content.@Nullable Open theirs;
  private @Nullable Outcome outcome;
  /** What was left here when this side last gave the turn away. */
  private Message.Left leftHere = Message.Left.NOTHING;

  /** Messages that came before their turn, by number. */
  private final TreeMap<Long, Message> early = new TreeMap<>();

  private long expected;
  private int heardThisTurn;
  private int turns;
  private long messagesOut;
  private long bytesOut;

  /** Takes the snapshot that this side compares; either role. */
  public Session(Entries entries, Limits limits) {
    this.entries = entries;
    this.limits = limits;
    mine = entries.snapshot();
    standing = entries.standing();
    exchange = new EntryExchange(entries, mine.forest(), limits, standing);
    comparison = new MerkleDescent(mine.forest(), exchange);
  }

  /** As initiator, once: the first messages. */
  public List<Message> initiate() {
    if (opened || theirs != null) {
      throw new IllegalStateException("the session has begun");
    }
    Turn turn = new Turn(limits);
    open(turn);
    return said(turn, Message.Left.MORE);
  }

  /** Takes a message and gives those to send, often none. The first makes this the responder. */
  public List<Message> reconcile(Message message) {
    if (outcome != null || message.number() < expected) {
      return List.of();
    }
    if (message.number() - expected > limits.messagesPerTurn()) {
      return end(Outcome.UNEXPECTED);
    }
    early.putIfAbsent(message.number(), message);
    List<Message> answer = new ArrayList<>();
    for (Message next; outcome == null && (next = early.remove(expected)) != null; ) {
      expected++;
      answer.addAll(hear(next));
    }
    return answer;
  }

  public boolean done() {
    return outcome != null;
  }

  /** Whether the other side has had all that there was, and this one takes what it lacks. */
  public boolean takesFromWhole() {
    return theirs != null && theirs.standing().whole() && exchange.takes();
  }

  /** How it ended, if it has. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  public Stats stats() {
    return new Stats(
        turns,
        expected,
        messagesOut,
        bytesOut,
        exchange.entriesIn(),
        exchange.entriesOut(),
        exchange.removalsIn(),
        exchange.removalsOut());
  }

  private List<Message> hear(Message message) {
    heardThisTurn++;
    Outcome ending = heardThisTurn > limits.messagesPerTurn()
        ? Outcome.OVERBURDENED
        : accept(message.content(), message.left());
    if (ending == null && !exchange.isWithinLimits()) {
      ending = Outcome.OVERBURDENED;
    }
    if (ending != null || !message.left().endsTurn()) {
      return ending == null ? List.of() : end(ending);
    }
    heardThisTurn = 0;
    turns++;
    return outcome == null ? speak(message.left()) : List.of();
  }

  /** The one place where content is dispatched: why the session ends with it, null if not. */
  private @Nullable Outcome accept(Content content, Message.Left left) {
    if (content instanceof Content.Close close) {
      return accept(close);
    } else if (content instanceof Content.Open open) {
      return accept(open);
    } else if (theirs == null) {
      return Outcome.UNEXPECTED;
    } else if (content instanceof Content.Pass) {
      return mayPass(left) ? null : Outcome.UNEXPECTED;
    } else if (!mayAsk(content)) {
      return Outcome.UNEXPECTED;
    }
    boolean fits =
        content.comparesRanges() ? comparison.receive(content) : exchange.receive(content);
    return fits ? null : Outcome.UNEXPECTED;
  }

  private boolean mayAsk(Content content) {
    return content.comparesRanges()
        ? leftHere.allowsRanges()
        : leftHere.allowsWants() || !content.wantsEntries();
  }

  /** Who passes has nothing left but what it may not ask now. */
  private boolean mayPass(Message.Left left) {
    return heardThisTurn == 1 && left.hasToWaitFor(leftHere);
  }

  private @Nullable Outcome accept(Content.Open open) {
    if (theirs != null) {
      return Outcome.UNEXPECTED;
    }
    if (open.format() != MerkleDescent.FORMAT) {
      return Outcome.UNSUPPORTED;
    }
    theirs = open;
    boolean sameContent = open.root().equals(mine.forest().digest());
    boolean isToldMore = standing.whole() && !open.standing().whole(); // which only an Open says
    if (!opened && sameContent && open.clock().equals(mine.clock()) && !isToldMore) {
      return Outcome.AGREED;
    }
    entries.hears(open.clock().join(open.heard()));
    exchange.begin(open, mine.clock());
    if (!opened && !sameContent) {
      comparison.begin(open.root());
    }
    return null;
  }

  private @Nullable Outcome accept(Content.Close close) {
    switch (close.outcome()) {
      case AGREED -> {
        if (!opened || theirs != null) {
          return Outcome.UNEXPECTED;
        }
        outcome = Outcome.AGREED;
      }
      case REPAIRED -> {
        if (theirs == null || !opened || leftHere != Message.Left.NOTHING || heardThisTurn > 1) {
          return Outcome.UNEXPECTED;
        }
        adopt(theirs);
      }
      case UNSUPPORTED -> outcome = Outcome.UNSUPPORTED;
      default -> outcome = Outcome.BROKEN_OFF;
    }
    return null;
  }

  /** Says what there is to say, or ends. */
  private List<Message> speak(Message.Left leftThere) {
    Content.Open open = Objects.requireNonNull(theirs);
    Turn turn = new Turn(limits);
    if (!opened) {
      open(turn);
    }
    exchange.answer(turn);
    if (leftThere.allowsRanges()) {
      comparison.ask(turn);
    }
    if (leftThere.allowsWants()) {
      exchange.ask(turn);
    }
    exchange.bring(turn);
    if (turn.isEmpty()) {
      if (leftThere == Message.Left.NOTHING) {
        List<Message> close = end(Outcome.REPAIRED);
        adopt(open);
        return close;
      }
      turn.say(new Content.Pass());
    }
    return said(turn, left());
  }

  private void open(Turn turn) {
    opened = true;
    turn.say(new Content.Open(
        MerkleDescent.FORMAT,
        mine.forest().digest(),
        mine.clock(),
        mine.forgotten(),
        mine.heard(),
        Content.Open.extension(standing)));
  }

  private Message.Left left() {
    if (exchange.hasAnswers()) {
      return Message.Left.ANSWERS;
    } else if (exchange.hasWants()) {
      return Message.Left.WANTS;
    }
    return comparison.hasQuestions() || exchange.hasMore()
        ? Message.Left.MORE
        : Message.Left.NOTHING;
  }

  /**
   * Joins the other side's clock into the own one. It is called when neither side has anything left
   * to ask or to bring: nothing is queued here, the last turn of the other side said the same of
   * it, turns alternate, and message numbers show that none was lost.
   *
   * <p><b>What a clock claims</b>, and why the claim of the other side, P, may now be made here, Q:
   *
   * <ol>
   *   <li>of an operation that took dots away: those dots are not live;
   *   <li>of one that put a dot: it is live, or the entry's context says that it was removed, or it
   *       lies at or below what is forgotten.
   * </ol>
   *
   * The clock adopted is the one in P's Open, taken with P's snapshot, so it does not matter what
   * changes during the session; and what is joined in a session that is cut stays right.
   *
   * <p><b>(1)</b> P has sent every removal of its index above Q's clock, and what lies at or below
   * that Q had applied before. Equal content is no reason to leave this out: two sides can agree
   * that an entry is not there and only one of them know that it was removed. What is not in P's
   * index any more lies at or below {@code open.forgotten()}, with all that it removed. Either Q's
   * clock covers that, so Q has applied it; or Q was told which of the dots it shows P does not
   * have, and has shed them ({@link Missed}). Q forgets it too, so it takes them from nobody else.
   *
   * <p><b>(2)</b> Let nobody have removed dot d. Then it is live in P's snapshot. Either Q's
   * snapshot has the same id for the entry: then d is live in it. Or some range that holds the
   * entry had another sum on the two sides, at every level, so it was described, asked for or
   * pushed down to the entry; and then P sent all of it that Q's context did not have. (That
   * different contents have equal sums of keyed 64-bit ids is left aside.)
   *
   * <p>Each side needs only what the other has sent, not that its own words arrived: the one who
   * says Close adopts first. What P sent in a newer version is not joined: then Q adopts nothing.
   */
  private void adopt(Content.Open open) {
    outcome = open.isReadable() ? Outcome.REPAIRED : Outcome.UNREAD;
    if (open.isReadable() && standing.takes()) {
      exchange.finish(open);
    }
  }

  private List<Message> end(Outcome how) {
    outcome = how;
    early.clear();
    Turn turn = new Turn(limits);
    turn.say(new Content.Close(how));
    return said(turn, Message.Left.NOTHING);
  }

  private List<Message> said(Turn turn, Message.Left left) {
    List<Message> messages = new ArrayList<>();
    for (Content content : turn.contents()) {
      boolean last = messages.size() == turn.contents().size() - 1;
      messages.add(new Message(messagesOut++, last ? left : Message.Left.THIS_TURN, content));
    }
    leftHere = left;
    bytesOut += turn.bytes();
    turns++;
    return messages;
  }
}
