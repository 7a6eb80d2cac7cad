package io.rejoin.simulator.world;

import io.rejoin.simulator.world.LinkProfile.Flap;
import io.rejoin.simulator.world.LinkProfile.Handover;
import io.rejoin.simulator.world.Loss.Gilbert;
import org.jspecify.annotations.Nullable;

/**
 * The way from one node to another: what it is like now, its coins, and its line, which one frame
 * at a time goes through. All connections between the two share it.
 */
final class Way {
  private static final double SECOND = 1e9;

  private final Network network;
  private final int from;
  private final int to;
  private final long subject;
  private final long pair;
  private long frames;
  private long version = -1;
  private boolean cut;
  private @Nullable LinkProfile profile;
  private @Nullable Loss burstsOf;
  private @Nullable Alternation bursts;
  private @Nullable Flap flapOf;
  private @Nullable Alternation flaps;
  private long busyUntil;

  Way(Network network, int from, int to) {
    this.network = network;
    this.from = from;
    this.to = to;
    long sender = network.subject(from);
    long receiver = network.subject(to);
    subject = Draws.subject(sender, receiver);
    pair = Draws.subject(Math.min(sender, receiver), Math.max(sender, receiver));
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  long subject() {
    return subject;
  }

  /** The number of the next thing that goes this way. */
  long next() {
    return ++frames;
  }

  /** What it is like; null if there is no link. */
  @Nullable
  LinkProfile profile() {
    refresh();
    return profile;
  }

  /** Whether nothing passes now. */
  boolean isClosed() {
    refresh();
    return cut || profile == null || isDown();
  }

  /** Whether it is one that comes and goes, and is gone now. Both directions go together. */
  boolean isDown() {
    refresh();
    Alternation turns = flaps;
    return turns != null && turns.isSecond(now());
  }

  private void refresh() {
    if (version == network.version()) {
      return;
    }
    version = network.version();
    cut = network.isParted(from, to);
    LinkProfile now = network.profile(from, to);
    profile = now;
    Loss loss = now == null ? null : now.loss();
    if (loss == null || !loss.equals(burstsOf)) {
      burstsOf = loss;
      bursts = loss instanceof Gilbert gilbert ? bursts(gilbert) : null;
    }
    Flap flap = now == null || network.isSteady() ? null : now.flap().orElse(null);
    if (flap == null || !flap.equals(flapOf)) {
      flapOf = flap;
      flaps =
          flap == null ? null : Alternation.of(draws(), Purpose.FLAP, pair, flap.up(), flap.down());
    }
  }

  private Alternation bursts(Gilbert gilbert) {
    return Alternation.of(
        draws(),
        Purpose.BURST,
        subject,
        Distribution.exponential(SECOND / gilbert.enter()),
        Distribution.exponential(SECOND / gilbert.leave()));
  }

  private Draws draws() {
    return network.world().draws();
  }

  private long now() {
    return network.world().now();
  }

  /** A coin for the n-th thing on this way. */
  boolean tosses(Purpose purpose, long n, double share) {
    return share > 0 && unit(purpose, n) < share;
  }

  double unit(Purpose purpose, long n) {
    return draws().unit(purpose, subject, n);
  }

  /** The share of frames that are lost now. */
  double loss(LinkProfile link) {
    double share = link.loss() instanceof Gilbert gilbert
        ? bursts != null && bursts.isSecond(now()) ? gilbert.bad() : gilbert.good()
        : ((Loss.Constant) link.loss()).share();
    Handover handover = link.handover().orElse(null);
    return handover == null || !isHandingOver(handover)
        ? share
        : 1 - (1 - share) * (1 - handover.spikeLoss());
  }

  /** The time of the n-th thing on the way. */
  long latency(LinkProfile link, long n) {
    long nanos =
        link.latency().nanos(unit(Purpose.LATENCY, 2 * n), unit(Purpose.LATENCY, 2 * n + 1));
    Handover handover = link.handover().orElse(null);
    return handover == null || !isHandingOver(handover)
        ? nanos
        : nanos + handover.spike().toNanos();
  }

  private boolean isHandingOver(Handover handover) {
    return now() % handover.every().toNanos() < handover.width().toNanos();
  }

  /** Takes the line's time for a frame, behind all that wait. */
  void written(int bytes, LinkProfile link) {
    double nanosPerByte = SECOND / link.bytesPerSecond();
    busyUntil = Math.max(busyUntil, now()) + (long) (bytes * nanosPerByte);
  }

  /** When all that waits is written. */
  long busyUntil() {
    return Math.max(busyUntil, now());
  }

  /** Bytes that may be added to those that wait. */
  long credit() {
    LinkProfile link = profile();
    if (link == null) {
      return 0;
    }
    double waiting = (busyUntil() - now()) / SECOND * link.bytesPerSecond();
    return link.queueBytes() - (long) waiting;
  }
}
