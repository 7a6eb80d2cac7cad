package io.rejoin.node.core.frame;

import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.SwimMessage;
import java.util.List;
import java.util.Optional;

/**
 * What two linked nodes say to each other. {@link FrameCodec} is its grammar.
 *
 * <pre>
 * dialler                    acceptor
 *   | -- Hello ---------------> |   or Refuse, and the link is closed
 *   | <--------------- Hello -- |   or Refuse, and the link is closed
 *   | -- Deltas --------------> |   what was written, at once
 *   | <-------------- Clocks -- |   what the receiver has applied
 *   | &lt;- Swim, Repair ... ----> |   any time, in any order
 * </pre>
 */
public sealed interface Frame {

  /** Which of the three queues of a link a frame takes, and under which head it is counted. */
  Lane lane();

  /**
   * The first frame in either direction. The dialler speaks first.
   *
   * @param protocol version of everything that follows
   * @param grid name of the grid
   * @param secret fingerprint of the keys that derive from grid name and secret
   * @param shards number of shards
   * @param address where the sender can be dialled, "host:port"; empty if it only dials
   * @param dial the dialler's how many-th dial this is: of two links dialled by one node the higher
   *     stays; 0 from the acceptor
   * @param extension for later versions, ignored
   */
  record Hello(
      int protocol,
      String grid,
      long secret,
      int shards,
      NodeId node,
      ReplicaId run,
      String name,
      String site,
      Optional<String> address,
      long dial,
      Bytes extension)
      implements Frame {
    /** The same words on another dial. */
    public Hello withDial(long other) {
      return new Hello(
          protocol, grid, secret, shards, node, run, name, site, address, other, extension);
    }

    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /** Why the sender closes the link. */
  record Refuse(Refusal reason, String text) implements Frame {
    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /** A message of the failure detector. */
  record Swim(SwimMessage message) implements Frame {
    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /**
   * Deltas of operations of one run.
   *
   * @param time the sender's hybrid clock
   */
  record Deltas(Timestamp time, Batch batch) implements Frame {
    @Override
    public Lane lane() {
      return Lane.DELTA;
    }
  }

  /** What nodes have applied, as far as the sender knows; also the acknowledgement of batches. */
  record Clocks(List<Row> rows) implements Frame {
    public Clocks {
      rows = List.copyOf(rows);
    }

    @Override
    public Lane lane() {
      return Lane.DELTA;
    }
  }

  /**
   * The clock of a node's run, or a lower bound of it.
   *
   * @param report what it is good for, if it is more than a lower bound
   */
  record Row(NodeId node, ReplicaId run, Clock clock, Report report) {
    public Row(NodeId node, ReplicaId run, Clock clock) {
      this(node, run, clock, Report.NONE);
    }
  }

  /**
   * That a clock shows, of certain closed runs, all that its node has applied: it will take nothing
   * more of them but from other members.
   *
   * @param closed a digest of the closed runs and the members that it knew, 0 if this is no report
   * @param loose the items that it shows beyond its clock
   */
  record Report(long closed, CausalContext loose) {
    public static final Report NONE = new Report(0, CausalContext.EMPTY);

    public boolean isNone() {
      return closed == 0;
    }
  }

  /**
   * Runs that are over.
   *
   * @param digest of all that the sender knows
   * @param closings those that the receiver may not know
   */
  record Closed(long digest, List<Closing> closings) implements Frame {
    public Closed {
      closings = List.copyOf(closings);
    }

    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /** A run that is over, and whose it was. */
  record Closing(ReplicaId run, NodeId node) {}

  /**
   * A message of a repair session.
   *
   * @param session the initiator's number of the session
   * @param byInitiator whether the sender is the initiator
   */
  record Repair(long session, boolean byInitiator, Message message) implements Frame {
    @Override
    public Lane lane() {
      return Lane.REPAIR;
    }
  }

  /** The sender does not take part in a session, or no longer. */
  record RepairEnd(long session, boolean byInitiator, Ending ending) implements Frame {
    @Override
    public Lane lane() {
      return Lane.REPAIR;
    }
  }

  /**
   * A run asks another one for rights to a bounded counter. The answer is a transfer in the giver's
   * row, which comes as any delta does.
   *
   * @param id the asker's number of the request; a repetition is ignored
   * @param asker the run that is to get rights
   * @param owner the run that is asked; if it is not the receiver's, the receiver passes it on
   * @param amount how many are needed at least; with 0, half of the difference will do
   */
  record WantRights(long id, EntryKey key, ReplicaId asker, ReplicaId owner, long amount)
      implements Frame {
    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /**
   * A node asks for what the receiver has of an entry.
   *
   * @param id the asker's number of the question, for the answer
   */
  record Ask(long id, Question question) implements Frame {
    @Override
    public Lane lane() {
      return Lane.DELTA;
    }
  }

  /**
   * The answer to an {@link Ask}.
   *
   * @param answer absent if it is too long to be given now
   */
  record Answered(long id, Optional<Answer> answer) implements Frame {
    @Override
    public Lane lane() {
      return Lane.DELTA;
    }
  }

  /**
   * What one node of a group says to another: deltas, clocks, a part of a repair session, a
   * request for rights, a question about an entry and its answer. Without this around it, a frame
   * belongs to the group of all nodes.
   */
  record OfGroup(GroupId group, Frame frame) implements Frame {
    public OfGroup {
      if (!takes(frame) || group.equals(GroupId.ALL)) {
        throw new IllegalArgumentException("no frame of " + group + ": " + frame);
      }
    }

    static boolean takes(Frame frame) {
      return frame instanceof Deltas
          || frame instanceof Clocks
          || frame instanceof Repair
          || frame instanceof RepairEnd
          || frame instanceof WantRights
          || frame instanceof Ask
          || frame instanceof Answered
          || frame instanceof Keep
          || frame instanceof Kept;
    }

    @Override
    public Lane lane() {
      return frame.lane();
    }
  }

  /** The group that a frame belongs to. */
  static GroupId groupOf(Frame frame) {
    return frame instanceof Relayed passed
        ? groupOf(passed.frame())
        : frame instanceof OfGroup part ? part.group() : GroupId.ALL;
  }

  /**
   * Which groups the sender takes part in.
   *
   * @param view by whose members it reckons who is to hold what
   * @param anew whether it takes part in no others
   * @param whole those of which it has had all that there was
   * @param part others in which it takes part
   * @param ended those that it has given away
   */
  record Holdings(
      long view, boolean anew, List<GroupId> whole, List<GroupId> part, List<GroupId> ended)
      implements Frame {
    public Holdings {
      whole = List.copyOf(whole);
      part = List.copyOf(part);
      ended = List.copyOf(ended);
    }

    @Override
    public Lane lane() {
      return Lane.MEMBERSHIP;
    }
  }

  /**
   * Asks an owner whether it keeps all that the sender has, who is about to give it up.
   *
   * @param view by which the receiver is an owner
   * @param number of the question
   * @param clock what the sender has applied
   * @param loose what it shows beyond that
   */
  record Keep(long view, long number, Clock clock, CausalContext loose) implements Frame {
    @Override
    public Lane lane() {
      return Lane.REPAIR;
    }
  }

  /** It does, as an owner in the same view. Nobody says no. */
  record Kept(long number) implements Frame {
    @Override
    public Lane lane() {
      return Lane.REPAIR;
    }
  }

  /**
   * What a node says to one that it has no link to, by way of a node that is linked to both. That
   * one passes it on if it can, and stores nothing of it.
   *
   * @param from whose words they are; the node in between sees to that it is its neighbour
   * @param run the sender's run, that of its process
   */
  record Relayed(NodeId to, NodeId from, ReplicaId run, Frame frame) implements Frame {
    public Relayed {
      if (!takes(frame)) {
        throw new IllegalArgumentException("not to be passed on: " + frame);
      }
    }

    static boolean takes(Frame frame) {
      return frame instanceof Holdings
          || frame instanceof OfGroup
          || frame instanceof Ask
          || frame instanceof Answered;
    }

    @Override
    public Lane lane() {
      return frame instanceof Holdings ? Lane.MEMBERSHIP : Lane.REPAIR;
    }
  }

  /**
   * A piece of a frame that is too long to travel whole. The pieces of a lane come in order, one
   * frame after the other.
   *
   * @param stream the sender's number of the frame on this link
   * @param offset where in the frame the piece begins
   */
  record Chunk(Lane lane, long stream, int offset, boolean last, Bytes piece) implements Frame {}

  /**
   * A whole frame of the same lane, compressed.
   *
   * @param algorithm one of those that the receiver offered
   * @param length of the frame within
   */
  record Packed(Lane lane, int algorithm, int length, Bytes content) implements Frame {}
}
