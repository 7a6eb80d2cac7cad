package io.rejoin.node.core.way;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.Frame.Relayed;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.Refused;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.link.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a node reaches those with whom it shares groups: by a link, or else by a detour over one node
 * that is linked to both. That node passes frames on and keeps nothing; what it drops is lost as on
 * any link, and repair brings it.
 *
 * <p>A detour begins when the other one is heard on it and ends when it is not heard for a while,
 * when the link to the node in between ends, or when a link takes its place. Who wants one calls:
 * it says which groups it takes part in, again and again, and whoever is called answers likewise.
 */
public final class Ways {
  /** So often the other end of a detour hears of this one. */
  static final Duration CALLING = Duration.ofSeconds(10);

  /** Whoever is not heard for so long is not there. */
  static final Duration SILENCE = Duration.ofSeconds(25);

  private static final int MOST = 256;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Hears which ways begin and end, and says what is told at once on a new one. */
  public interface Ends {
    void joined(Peer peer);

    void left(Peer peer);

    Holdings everything();
  }

  /** Who is where, as far as a node knows. */
  public interface Whereabouts {
    NodeId self();

    Optional<Member> find(NodeId node);

    /** Those among some nodes that are linked to a node, or should be. */
    List<NodeId> linkedTo(NodeId node, List<NodeId> among);
  }

  /**
   * What ways ask of their node.
   *
   * @param run that of the process
   */
  public record Node(Links links, Whereabouts whereabouts, ReplicaId run, Ticks ticks) {}

  private final Node node;
  private final Links links;
  private final SortedMap<NodeId, Detour> detours = new TreeMap<>();
  private final SortedSet<NodeId> woken = new TreeSet<>();
  private final SortedMap<NodeId, NavigableSet<GroupId>> due = new TreeMap<>();
  private SortedSet<NodeId> wanted = Collections.emptySortedSet();

  private static final class Detour {
    private @Nullable Peer peer;
    private @Nullable NodeId via;
    private long heardAt;
    private long calledAt = Long.MIN_VALUE / 2;
    private int tries;
  }

  public Ways(Node node) {
    this.node = node;
    links = node.links();
  }

  // ---- whom to reach

  /** To whom a way is wanted. */
  public void want(Collection<NodeId> nodes) {
    wanted = new TreeSet<>(nodes);
  }

  /** Whether a node is linked, or heard over another one. */
  public boolean isReached(NodeId to) {
    return links.isLinked(to) || isDetour(to);
  }

  public boolean isLinked(NodeId to) {
    return links.isLinked(to);
  }

  private boolean isDetour(NodeId to) {
    Detour detour = detours.get(to);
    return detour != null && detour.peer != null;
  }

  /** Whom this node reaches over another one, ascending. */
  public List<NodeId> byDetour() {
    return detours.keySet().stream().filter(this::isDetour).toList();
  }

  /** All that are reached. */
  public List<NodeId> reached() {
    List<NodeId> reached = new ArrayList<>(links.linked());
    reached.addAll(byDetour());
    return reached;
  }

  /** Somebody that is reached. */
  public Optional<Peer> peer(NodeId of) {
    Detour detour = detours.get(of);
    return links.peer(of).or(() -> Optional.ofNullable(detour == null ? null : detour.peer));
  }

  /** When something was last heard of a node, in ticks; -1 if it is not reached. */
  long heardAt(NodeId of) {
    Detour detour = detours.get(of);
    return links.isLinked(of) || detour == null || detour.peer == null
        ? links.heardAt(of)
        : detour.heardAt;
  }

  /** Whether a linked node has given no sign of life for longer than a live one does. */
  boolean isSilent(NodeId of) {
    return links.isSilent(of);
  }

  /** Gives up detours on which nobody is heard, and looks for those that are wanted. */
  public void tick(Ends ends) {
    for (NodeId to : wanted) {
      if (!links.isLinked(to) && detours.size() < MOST) {
        detours.computeIfAbsent(to, any -> new Detour());
      }
    }
    for (var each : new TreeMap<>(detours).entrySet()) {
      Detour detour = each.getValue();
      if (detour.peer != null && now() - detour.heardAt > SILENCE.toNanos()) {
        end(detour, ends);
      }
      if (wanted.contains(each.getKey())) {
        callIfDue(each.getKey(), detour, ends);
      } else if (detour.peer == null) {
        detours.remove(each.getKey());
      }
    }
  }

  private void callIfDue(NodeId to, Detour detour, Ends ends) {
    long again = detour.peer == null
        ? Math.min(detour.tries, CALLING.toSeconds()) * SECOND
        : CALLING.toNanos();
    if (now() - detour.calledAt < again) {
      return;
    }
    if (detour.peer == null) {
      List<NodeId> between = between(to);
      detour.via = between.isEmpty() ? null : between.get(detour.tries % between.size());
      detour.tries++;
      detour.calledAt = now();
    }
    call(to, detour, ends);
  }

  private void call(NodeId to, Detour detour, Ends ends) {
    NodeId via = detour.via;
    if (via != null) {
      detour.calledAt = now();
      links.sendNow(via, relayed(to, ends.everything()));
    }
  }

  /** Linked nodes that should be linked to a node. */
  public List<NodeId> between(NodeId to) {
    if (!node.whereabouts().find(to).filter(row -> row.status().isPresent()).isPresent()) {
      return List.of();
    }
    return node.whereabouts().linkedTo(to, links.linked());
  }

  /** A link has begun: it takes the place of a detour. */
  public void began(NodeId link, Ends ends) {
    Detour detour = detours.remove(link);
    if (detour != null) {
      end(detour, ends);
    }
  }

  /** A link has ended. */
  public void ended(NodeId link, Ends ends) {
    due.remove(link);
    for (Detour detour : List.copyOf(detours.values())) {
      if (link.equals(detour.via)) {
        end(detour, ends);
      }
    }
  }

  private void end(Detour detour, Ends ends) {
    Peer peer = detour.peer;
    detour.peer = null;
    detour.via = null;
    detour.tries = 0;
    detour.calledAt = Long.MIN_VALUE / 2;
    if (peer != null) {
      ends.left(peer);
      due.remove(peer.node());
    }
  }

  /**
   * A linked node has passed something on, or wants it to be.
   *
   * @return who said it, if it is for this node
   * @throws RefusedFrame if it speaks for another one
   */
  public Optional<Peer> received(Peer from, Relayed passed, Ends ends) throws RefusedFrame {
    if (passed.to().equals(node.whereabouts().self())) {
      return heard(from, passed, ends);
    }
    if (!passed.from().equals(from.node()) || !passed.run().equals(from.run())) {
      throw new RefusedFrame(Refused.OUT_OF_PLACE, "passed on twice");
    }
    if (passed.frame() instanceof Holdings) {
      links.sendNow(passed.to(), passed);
    } else if (links.hasRepairRoom(passed.to())) {
      links.sendRepair(passed.to(), passed);
    }
    return Optional.empty();
  }

  private Optional<Peer> heard(Peer between, Relayed passed, Ends ends) {
    NodeId from = passed.from();
    Optional<Member> row = node.whereabouts().find(from).filter(member -> !member.evicted());
    boolean knows = detours.size() < MOST || detours.containsKey(from);
    if (links.isLinked(from) || row.isEmpty() || !knows) {
      return Optional.empty();
    }
    Detour detour = detours.computeIfAbsent(from, any -> new Detour());
    if (detour.peer != null
        && !detour.peer.run().equals(passed.run())
        && detour.peer.run().equals(row.get().run())) {
      return Optional.empty(); // of a run that is over
    }
    detour.heardAt = now();
    if (detour.peer == null || !detour.peer.run().equals(passed.run())) {
      end(detour, ends);
      detour.via = between.node();
      detour.peer = new Peer(from, passed.run(), row.get().name(), row.get().site());
      ends.joined(detour.peer);
    }
    detour.via = between.node();
    boolean calls = passed.frame() instanceof Holdings said && said.anew();
    if (calls && now() - detour.calledAt > CALLING.toNanos() / 2) {
      call(from, detour, ends);
    }
    return Optional.ofNullable(detour.peer);
  }

  // ---- what is sent

  private Frame relayed(NodeId to, Frame frame) {
    return new Relayed(to, node.whereabouts().self(), node.run(), frame);
  }

  /** To whom frames for a node go; nobody, if it is not reached. */
  private Optional<NodeId> next(NodeId to) {
    Detour detour = detours.get(to);
    return links.isLinked(to)
        ? Optional.of(to)
        : Optional.ofNullable(detour == null || detour.peer == null ? null : detour.via);
  }

  private Frame onItsWay(NodeId to, Frame frame) {
    return links.isLinked(to) ? frame : relayed(to, frame);
  }

  /** Sends at once; dropped if the node is not reached. */
  public void sendNow(NodeId to, Frame frame) {
    next(to).ifPresent(next -> links.sendNow(next, onItsWay(to, frame)));
  }

  /** Queues a frame of repair; dropped if the node is not reached. */
  void sendRepair(NodeId to, Frame frame) {
    next(to).ifPresent(next -> links.sendRepair(next, onItsWay(to, frame)));
  }

  boolean hasRepairRoom(NodeId to) {
    return next(to).map(links::hasRepairRoom).orElse(true);
  }

  boolean repairWaits(NodeId to, GroupId group) {
    return next(to).map(next -> links.repairWaits(next, group)).orElse(false);
  }

  void dropRepair(NodeId to, GroupId group) {
    next(to).ifPresent(next -> links.dropRepair(next, group));
  }

  /** The groups in which deltas or clocks may wait for a node. */
  public NavigableSet<GroupId> due(NodeId to) {
    return due.computeIfAbsent(to, any -> new TreeSet<>());
  }

  /** Says that deltas or clocks of a group wait for a node. */
  public void wake(NodeId to, GroupId group) {
    if (!group.equals(GroupId.ALL)) {
      due(to).add(group);
    }
    wake(to);
  }

  /** Says that something waits for a node. */
  public void wake(NodeId to) {
    if (isDetour(to)) {
      woken.add(to);
    } else {
      links.wake(to);
    }
  }

  /** Queues the deltas that wait for those that are not linked. */
  public void pump(Function<NodeId, DeltaSource> sources) {
    for (NodeId to : List.copyOf(woken)) {
      DeltaSource source = sources.apply(to);
      boolean more = isDetour(to);
      while (more && hasRepairRoom(to)) {
        Optional<Frame> frame = source.nextClocks().or(source::nextDelta);
        frame.ifPresent(some -> sendRepair(to, some));
        more = frame.isPresent();
      }
      if (!more) {
        woken.remove(to);
      }
    }
  }

  private long now() {
    return node.ticks().now();
  }
}
