package io.rejoin.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The failure detector (SWIM §3.1): once a period one member is pinged; if it does not answer in
 * time, some members that share a link with it are asked to ping it; if nobody got an answer by
 * the end of the period, it is suspected. Period and time-out stretch with the local health.
 *
 * <p>A member whose link is closed is still probed, through others. Dead members whose link
 * stands are pinged now and then for ever, so that a healed network is noticed.
 */
final class Probe {
  private final SwimConfig config;
  private final Judge judge;
  private final Dissemination out;
  private final ProbeOrder order;
  private @Nullable Attempt attempt;
  private long nextPeriod;
  private long nextVanished;

  Probe(SwimConfig config, Judge judge, Dissemination out, ProbeOrder order) {
    this.config = config;
    this.judge = judge;
    this.out = out;
    this.order = order;
  }

  /** Nodes that start together should not probe together. */
  void startAt(long time) {
    nextPeriod = time;
    nextVanished = time;
  }

  void tick(long now) {
    Attempt current = attempt;
    if (current != null && now >= current.indirectAt && !current.indirect) {
      askOthers(current);
    }
    if (current != null && now >= current.endsAt) {
      conclude(current, now);
    }
    if (attempt == null && now >= nextPeriod) {
      begin(now);
    }
    if (now >= nextVanished) {
      nextVanished = now + config.vanishedInterval().toNanos();
      pingVanished();
    }
  }

  /** An answer to one of our pings, from the target or from a relay. */
  void acked(NodeId from, long sequence) {
    Attempt current = attempt;
    if (current != null && current.concerns(from, sequence)) {
      attempt = null;
      judge.health().probeSucceeded();
    }
  }

  void nacked(NodeId relay, long sequence) {
    Attempt current = attempt;
    if (current != null && current.concerns(relay, sequence)) {
      current.nacked.add(relay);
    }
  }

  /** A new link: if the member is being probed, it can be asked directly now. */
  void linked(NodeId id) {
    Attempt current = attempt;
    if (current != null && current.target.equals(id)) {
      current.sequences.add(out.ping(id));
    }
  }

  /** A closed link is a hint: the member is probed next. */
  void unlinked(NodeId id) {
    order.hurry(id);
  }

  private void begin(long now) {
    long period = judge.health().scale(config.probeInterval().toNanos());
    nextPeriod = now + period;
    order.next(judge.around().judged()).ifPresent(target -> start(target, now, now + period));
  }

  private void start(NodeId target, long now, long endsAt) {
    boolean direct = judge.around().isLinked(target);
    long patience = direct ? judge.health().scale(config.probeTimeout().toNanos()) : 0;
    Attempt started = new Attempt(target, now + patience, endsAt);
    attempt = started;
    if (direct) {
      started.sequences.add(out.ping(target));
    } else {
      askOthers(started);
    }
  }

  private void askOthers(Attempt current) {
    current.indirect = true;
    long number = out.nextSequence();
    current.sequences.add(number);
    List<NodeId> relays = judge.around().relaysTo(current.target);
    for (NodeId relay : out.sample(relays, config.indirectProbes())) {
      current.asked.add(relay);
      out.pingRequest(relay, number, current.target);
    }
  }

  private void conclude(Attempt failed, long now) {
    attempt = null;
    judge.health().probeFailed(failed.asked.size(), failed.nacked.size());
    judge.accuse(failed.target, now);
  }

  private void pingVanished() {
    Neighbourhood around = judge.around();
    List<NodeId> vanished = new ArrayList<>();
    for (NodeId id : around.links()) {
      if (around.statusOf(id) == Status.DEAD) {
        vanished.add(id);
      }
    }
    out.sample(vanished, 1).forEach(out::ping);
  }

  private static final class Attempt {
    private final NodeId target;
    private final long indirectAt;
    private final long endsAt;
    private final List<Long> sequences = new ArrayList<>();
    private final SortedSet<NodeId> asked = new TreeSet<>();
    private final SortedSet<NodeId> nacked = new TreeSet<>();
    private boolean indirect;

    Attempt(NodeId target, long indirectAt, long endsAt) {
      this.target = target;
      this.indirectAt = indirectAt;
      this.endsAt = endsAt;
    }

    boolean concerns(NodeId from, long sequence) {
      return sequences.contains(sequence) && (from.equals(target) || asked.contains(from));
    }
  }
}
