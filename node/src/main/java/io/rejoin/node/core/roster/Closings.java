package io.rejoin.node.core.roster;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Closing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The runs that are over: their node has a later one, or left, or was evicted. The set only grows
 * and spreads to every member. Two nodes whose digests are equal know the same of it.
 *
 * <p>What a closed run did comes only through sessions from then on, no longer as deltas. So once
 * every member has said, knowing that a run is closed, what it has applied of it, no more will turn
 * up: a number that nobody has applied is <em>void</em>, as that of a write which died with its
 * machine, and does not hold the horizon back any more.
 */
public final class Closings {
  /** That of no closed runs at all: not 0, which says that nothing is said. */
  private static final long NONE = 1;

  private static final long ODD = 0x9e3779b97f4a7c15L;

  private final Map<ReplicaId, NodeId> closed = new TreeMap<>();

  private long digest = NONE;

  /** Notes that a run is over and says whether that is news. */
  public synchronized boolean close(Closing closing) {
    boolean news = closed.putIfAbsent(closing.run(), closing.node()) == null;
    if (news) {
      digest += mixed(closing.run().value());
    }
    return news;
  }

  public synchronized boolean isClosed(ReplicaId run) {
    return closed.containsKey(run);
  }

  /** Stands for the set; never 0. */
  public synchronized long digest() {
    return digest;
  }

  /** Stands for the set and for these nodes, in whatever order; never 0. */
  public synchronized long digest(Collection<NodeId> nodes) {
    long sum = digest;
    for (NodeId node : nodes) {
      sum += mixed(node.high() + mixed(node.low()));
    }
    return sum == 0 ? NONE : sum;
  }

  /** Whether no run is over. */
  public synchronized boolean areNone() {
    return closed.isEmpty();
  }

  public synchronized List<Closing> all() {
    List<Closing> result = new ArrayList<>(closed.size());
    closed.forEach((run, node) -> result.add(new Closing(run, node)));
    return result;
  }

  /** Whose run it was, if it is over. */
  public synchronized Optional<NodeId> nodeOf(ReplicaId run) {
    return Optional.ofNullable(closed.get(run));
  }

  /** Those of one node. */
  public synchronized List<ReplicaId> of(NodeId node) {
    List<ReplicaId> runs = new ArrayList<>();
    closed.forEach((run, owner) -> {
      if (owner.equals(node)) {
        runs.add(run);
      }
    });
    return runs;
  }

  private static long mixed(long value) {
    long mixed = (value ^ value >>> 32) * ODD;
    return (mixed ^ mixed >>> 29) * ODD;
  }

  /** As it is stored. */
  public synchronized Bytes toBytes() {
    ByteWriter out = new ByteWriter();
    closed.forEach((run, node) -> {
      run.write(out);
      node.write(out);
    });
    return out.toBytes();
  }

  /** Takes in what was stored; what cannot be read is heard again from others. */
  public void read(Optional<Bytes> stored) {
    try {
      ByteReader in = new ByteReader(stored.orElse(Bytes.EMPTY));
      while (in.remaining() > 0) {
        close(new Closing(ReplicaId.read(in), NodeId.read(in)));
      }
    } catch (MalformedBytes damaged) {
      // Whatever is missing, others know it.
    }
  }
}
