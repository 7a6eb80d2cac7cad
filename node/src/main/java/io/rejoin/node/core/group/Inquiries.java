package io.rejoin.node.core.group;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.Refused;
import io.rejoin.node.core.link.RefusedFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks other members of a group for what they have of one entry, and answers the same. For those
 * who want to read what others have now, and for nodes that do not hold the entry. So many
 * questions to one member are open at one time; who asks more, or answers what nobody asked, is
 * refused. For the core's thread.
 */
public final class Inquiries {
  /** Questions to one member that are not answered yet. */
  public static final int MAX_OPEN = 64;

  /** Bytes of answers that wait for one member; what goes beyond is left to repair. */
  private static final long MAX_WAITING_BYTES = 16 << 20;

  /** A frame on its way, and about how long it is; questions do not count. */
  private record Waiting(Frame frame, boolean isAnswer, long bytes) {}

  /** What stands between this node and another member. */
  private static final class Talk {
    private final Map<Long, Open> open = new TreeMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int answers;
    private long bytes;

    private void answer(long id, Answer answer) {
      Answered frame = new Answered(id, Optional.of(answer));
      long size = FrameCodec.encode(frame).length();
      boolean fits = bytes + size <= MAX_WAITING_BYTES;
      bytes += fits ? size : 0;
      answers++;
      waiting.add(
          fits
              ? new Waiting(frame, true, size)
              : new Waiting(new Answered(id, Optional.empty()), true, 0));
    }

    private Optional<Frame> next() {
      Waiting next = waiting.poll();
      if (next == null) {
        return Optional.empty();
      }
      answers -= next.isAnswer ? 1 : 0;
      bytes -= next.bytes;
      return Optional.of(next.frame);
    }
  }

  /** A question that waits, and who wants to know whether it was answered. */
  private record Open(EntryKey key, Consumer<Boolean> then) {}

  private final Entries entries;
  private final Supplier<Clock> clock;
  private final Lines lines;
  private final Map<NodeId, Talk> talks = new TreeMap<>();
  private long asked;
  private boolean advanced;

  /** About these entries, of which a clock says what is applied. */
  public Inquiries(Entries entries, Supplier<Clock> clock, Lines lines) {
    this.entries = entries;
    this.clock = clock;
    this.lines = lines;
  }

  /** Whether anything was answered since the last call. */
  public boolean takeAdvanced() {
    boolean any = advanced;
    advanced = false;
    return any;
  }

  /**
   * Asks a member for all of an entry that is not here, and joins what comes.
   *
   * @param then hears once whether it has answered; not, if its link has ended before
   * @return false if it cannot be asked now; nobody hears anything then
   */
  public boolean ask(NodeId member, EntryKey key, Consumer<Boolean> then) {
    if (!lines.isLinked(member)) {
      return false;
    }
    Talk talk = talks.computeIfAbsent(member, any -> new Talk());
    if (talk.open.size() >= MAX_OPEN) {
      return false;
    }
    talk.open.put(++asked, new Open(key, then));
    Question question = Question.of(key, entries.state(key));
    talk.waiting.add(new Waiting(new Ask(asked, question), false, 0));
    lines.wake(member);
    return true;
  }

  /**
   * Answers a member.
   *
   * @throws RefusedFrame if it asks too much
   */
  public void received(Peer from, Ask ask) throws RefusedFrame {
    Talk talk = talks.computeIfAbsent(from.node(), any -> new Talk());
    if (talk.answers >= MAX_OPEN) {
      throw new RefusedFrame(Refused.ASKS_TOO_MUCH, talk.answers + " questions wait");
    }
    talk.answer(ask.id(), ask.question().answer(entries));
    lines.wake(from.node());
  }

  /**
   * Takes what a member answers.
   *
   * @throws RefusedFrame if nobody asked
   */
  public void received(Peer from, Answered answered) throws RefusedFrame {
    Talk talk = talks.computeIfAbsent(from.node(), any -> new Talk());
    Open open = talk.open.remove(answered.id());
    if (open == null) {
      throw new RefusedFrame(Refused.OUT_OF_PLACE, "an answer that nobody asked for");
    }
    answered.answer().ifPresent(answer -> answer.joinInto(entries, open.key, clock.get()));
    advanced = true;
    open.then.accept(answered.answer().isPresent());
  }

  /** A member is not linked any more. */
  public void left(NodeId member) {
    Talk talk = talks.remove(member);
    if (talk != null) {
      advanced = true;
      talk.open.values().forEach(open -> open.then.accept(false));
    }
  }

  /** What waits for a member: questions and answers, then what else there is. */
  public DeltaSource before(DeltaSource others, NodeId member) {
    Talk talk = talks.get(member);
    return talk == null || talk.waiting.isEmpty() ? others : new First(talk, others, lines);
  }

  private record First(Talk talk, DeltaSource others, Lines lines) implements DeltaSource {
    @Override
    public boolean hasDeltas() {
      return !talk.waiting.isEmpty() || others.hasDeltas();
    }

    @Override
    public Optional<Frame> nextClocks() {
      return others.nextClocks();
    }

    @Override
    public Optional<Frame> nextDelta() {
      return talk.next().map(lines::wrapped).or(others::nextDelta);
    }
  }
}
