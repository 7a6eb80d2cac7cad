package io.rejoin.node.core.relay;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.relay.Spread.Plan;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.way.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What was told to some nodes of other sites only, for them to pass on. Clocks show whether they
 * did: one to two intervals later whoever was to be told by a node that has not been heard since,
 * or by one that has it, gets it from here. Nothing depends on it: it is bounded, and what falls
 * out is repaired.
 */
final class Entrusted {
  /** Joined deltas that are kept of each interval, about. */
  private static final long MAX_BYTES = 4L << 20;

  /** Intervals after which it is left to repair. */
  private static final int PATIENCE = 8;

  private final ClockMatrix matrix;
  private final Lines links;
  private final Spread spread;
  private final BiConsumer<NodeId, Batch> sender;
  private final int batchBytes;
  private List<Trust> waiting = new ArrayList<>();
  private List<Handed> handed = new ArrayList<>();
  private long lastRound;

  /** Deltas that went the same way since the last round. */
  private record Handed(NodeId writer, Plan plan, DeltaBuffer deltas) {}

  /** A batch, who is to get it from whom, and for how many rounds it has waited. */
  private record Trust(NodeId writer, Batch batch, Map<NodeId, NodeId> ways, int rounds) {}

  /**
   * With deltas of so many bytes at a time.
   *
   * @param sender sends a batch to a node
   */
  Entrusted(
      ClockMatrix matrix,
      Lines links,
      Spread spread,
      int batchBytes,
      BiConsumer<NodeId, Batch> sender) {
    this.matrix = matrix;
    this.links = links;
    this.spread = spread;
    this.batchBytes = batchBytes;
    this.sender = sender;
  }

  /** What somebody wrote went by a plan. */
  @SuppressWarnings("ReferenceEquality") // plans are made once
  void add(NodeId writer, Plan plan, Batch batch) {
    if (plan.later().isEmpty()) {
      return;
    }
    Handed last = handed.isEmpty() ? null : handed.get(handed.size() - 1);
    if (last == null || last.plan != plan) {
      last = handed.stream().filter(each -> each.plan == plan).findFirst().orElse(null);
    }
    if (last == null) {
      last = new Handed(writer, plan, new DeltaBuffer(MAX_BYTES, batchBytes));
      handed.add(last);
    }
    last.deltas.add(batch);
  }

  /** An interval of clocks has passed. */
  void round(long now) {
    List<Trust> due = waiting;
    waiting = new ArrayList<>();
    due.forEach(this::look);
    for (Handed each : handed) {
      Optional<Batch> next = each.deltas.drain();
      for (; next.isPresent(); next = each.deltas.drain()) {
        waiting.add(new Trust(each.writer, next.get(), each.plan.later(), 0));
      }
    }
    handed = new ArrayList<>();
    lastRound = now;
  }

  private void look(Trust trust) {
    Batch batch = trust.batch;
    Map<NodeId, NodeId> still = new TreeMap<>();
    SortedSet<NodeId> lacking = new TreeSet<>();
    trust.ways.forEach((node, teller) -> {
      if (!links.isLinked(node) || Relay.isIn(matrix.of(node), batch)) {
        return;
      }
      boolean tellerHasIt = Relay.isIn(matrix.of(teller), batch);
      if (!isHeard(node) || (!tellerHasIt && isHeard(teller))) {
        still.put(node, teller);
      } else if (tellerHasIt) {
        sender.accept(node, batch);
      } else {
        lacking.add(node);
      }
    });
    Plan plan = spread.among(trust.writer, lacking);
    plan.now().forEach(node -> sender.accept(node, batch));
    still.putAll(plan.later());
    if (!still.isEmpty() && trust.rounds < PATIENCE) {
      waiting.add(new Trust(trust.writer, batch, still, trust.rounds + 1));
    }
  }

  /** Whether a node has said anything in the last interval. */
  private boolean isHeard(NodeId node) {
    return links.heardAt(node) >= lastRound;
  }
}
