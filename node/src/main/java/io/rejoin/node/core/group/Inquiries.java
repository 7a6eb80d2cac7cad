package io.rejoin.node.core.group;

import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.Refused;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.way.Ways;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Asks other members for what they have of one entry, and answers the same. For those who want to
 * read what others have now, and for nodes that do not hold the entry. So many questions to one
 * member are open at one time; who asks more, or answers what nobody asked, is refused. For the
 * core's thread.
 */
public final class Inquiries {
  /** Questions to one member that are not answered yet. */
  public static final int MAX_OPEN = 64;

  /** For so many ticks after somebody could not answer it may be worth while to ask again. */
  private static final int RESTLESS = 30;

  /** Bytes of answers that wait for one member; what goes beyond is left to repair. */
  private static final long MAX_WAITING_BYTES = 16 << 20;

  /** A frame on its way, and about how long it is; questions do not count. */
  private record Waiting(Frame frame, boolean isAnswer, long bytes) {}

  /** What stands between this node and another member. */
  private static final class Talk {
    private final Map<Long, Consumer<Optional<Answer>>> open = new TreeMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int answers;
    private long bytes;

    private void answer(long id, Optional<Answer> answer) {
      Answered frame = new Answered(id, answer);
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

  /** Knows what this node has to say. */
  public interface Source {
    /** An answer for a member; empty if this node cannot say what there is of the entry. */
    Optional<Answer> answer(NodeId asker, Question question);
  }

  private final Source source;
  private final Ways ways;
  private final Map<NodeId, Talk> talks = new TreeMap<>();
  private long asked;
  private boolean advanced;
  private int restless;

  public Inquiries(Source source, Ways ways) {
    this.source = source;
    this.ways = ways;
  }

  /** Time passes: who was not answered may ask again. */
  public void tick() {
    if (restless > 0) {
      restless--;
      advanced = true;
    }
  }

  /** Others can answer now, perhaps. */
  public void stir() {
    advanced = true;
  }

  /** Whether anything was answered since the last call, or could be now. */
  public boolean takeAdvanced() {
    boolean any = advanced;
    advanced = false;
    return any;
  }

  /**
   * Asks a member for all of an entry that is not here.
   *
   * @param then hears once what it answers; nothing, if it cannot or its link has ended before
   * @return false if it cannot be asked now; nobody hears anything then
   */
  public boolean ask(NodeId member, Question question, Consumer<Optional<Answer>> then) {
    if (!ways.isReached(member)) {
      return false;
    }
    Talk talk = talks.computeIfAbsent(member, any -> new Talk());
    if (talk.open.size() >= MAX_OPEN) {
      return false;
    }
    talk.open.put(++asked, then);
    talk.waiting.add(new Waiting(new Ask(asked, question), false, 0));
    ways.wake(member);
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
    talk.answer(ask.id(), source.answer(from.node(), ask.question()));
    ways.wake(from.node());
  }

  /**
   * Takes what a member answers.
   *
   * @throws RefusedFrame if nobody asked
   */
  public void received(Peer from, Answered answered) throws RefusedFrame {
    Talk talk = talks.computeIfAbsent(from.node(), any -> new Talk());
    Consumer<Optional<Answer>> open = talk.open.remove(answered.id());
    if (open == null) {
      throw new RefusedFrame(Refused.OUT_OF_PLACE, "an answer that nobody asked for");
    }
    if (answered.answer().isPresent()) {
      advanced = true;
    } else {
      restless = RESTLESS;
    }
    open.accept(answered.answer());
  }

  /** A member is not linked any more. */
  public void left(NodeId member) {
    Talk talk = talks.remove(member);
    if (talk != null) {
      advanced = true;
      talk.open.values().forEach(open -> open.accept(Optional.empty()));
    }
  }

  /** What waits for a member: questions and answers, then what else there is. */
  public DeltaSource before(DeltaSource others, NodeId member) {
    Talk talk = talks.get(member);
    return talk == null || talk.waiting.isEmpty() ? others : new First(talk, others);
  }

  private record First(Talk talk, DeltaSource others) implements DeltaSource {
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
      return talk.next().or(others::nextDelta);
    }
  }
}
