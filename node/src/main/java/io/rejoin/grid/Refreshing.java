package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.loop.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks other members for what they have of an entry, until enough have answered for a level, and
 * one that can show all of it if this node cannot. At first as many are asked as are needed, those
 * of this site first; whenever it is asked again whether that is settled for so many times, another
 * one. An owner keeps what it is told; any other node only answers with it.
 */
public final class Refreshing implements Waiter.Question<Refreshed> {
  /** A question waits for this many looks before another member is asked beside it. */
  private static final int PATIENCE = 10;

  /** Who could not answer is asked again after so many. */
  private static final int PAUSE = 3;

  private final NodeCore core;
  private final EntryKey entry;
  private final Level level;
  private final GroupId group;
  private final Set<NodeId> asked = new TreeSet<>();
  private final Set<NodeId> answered = new TreeSet<>();
  private final Set<NodeId> declined = new TreeSet<>();
  private final Set<NodeId> unsure = new TreeSet<>();
  private Clock own = Clock.EMPTY;
  private Optional<State> elsewhere = Optional.empty();
  private boolean witnessed;
  private int looks;

  /** Of an entry at a node; for the thread that owns the core. */
  public Refreshing(NodeCore core, EntryKey entry, Level level) {
    this.core = core;
    this.entry = entry;
    this.level = level;
    group = core.replicas().placing().of(entry);
  }

  @Override
  public boolean isSettled() {
    Quorum quorum = quorum();
    boolean whole = isWhole();
    if (quorum.isReached(answered) && whole) {
      return true;
    }
    if (level.equals(Level.local()) && !core.reach().isWithin(group)) {
      return true;
    }
    boolean another = ++looks % PATIENCE == 0;
    if (looks % PAUSE == 0) {
      asked.removeAll(declined);
      declined.clear();
    }
    List<NodeId> witnesses = whole ? List.of() : core.reach().witnesses(group);
    witnesses.stream().filter(unsure::remove).forEach(asked::remove);
    for (NodeId member : nearestFirst(quorum)) {
      boolean seen = whole || witnesses.stream().anyMatch(asked::contains);
      boolean wanted = !quorum.isReached(asked) || (!seen && witnesses.contains(member));
      if (wanted || another) {
        another &= !ask(member);
      }
    }
    return false;
  }

  private boolean isWhole() {
    return witnessed || core.shows(entry);
  }

  private Quorum quorum() {
    return Quorum.of(level, core, group);
  }

  private List<NodeId> nearestFirst(Quorum quorum) {
    List<NodeId> near = new ArrayList<>();
    List<NodeId> far = new ArrayList<>();
    List<Confirmation.Holder> all = isWhole() ? quorum.eligible() : quorum.others();
    for (Confirmation.Holder holder : all) {
      (holder.site().equals(quorum.self().site()) ? near : far).add(holder.node());
    }
    if (level.scope() == Level.Scope.SITES) {
      far.addAll(near);
      return far;
    }
    near.addAll(far);
    return near;
  }

  private boolean ask(NodeId member) {
    if (!keeps() && elsewhere.isEmpty()) {
      own = clock();
      elsewhere = Optional.of(core.replicas().state(entry));
    }
    return !asked.contains(member)
        && core.ask(member, question(), given -> heard(member, given))
        && asked.add(member);
  }

  private Question question() {
    return Question.of(entry, state()).wanting(core.reach().wanted(group));
  }

  private void heard(NodeId member, Optional<Answer> given) {
    Optional<Replica> here = core.replicas().of(group);
    if (given.isEmpty() || (elsewhere.isEmpty() && here.isEmpty())) {
      declined.add(member);
      return;
    }
    answered.add(member);
    if (core.reach().isWitness(member, group)) {
      witnessed = true;
    } else {
      unsure.add(member); // it may be able to show all later, and is asked again then
    }
    if (elsewhere.isPresent()) {
      elsewhere = elsewhere.map(state -> given.get().over(state, own));
    } else {
      here.ifPresent(replica -> given.get().joinInto(replica, entry, replica.clock()));
    }
  }

  private Clock clock() {
    return core.replicas().of(group).map(Replica::clock).orElse(Clock.EMPTY);
  }

  /** What a guest gives up meanwhile must not be missing, nor what it writes. */
  private boolean keeps() {
    return core.ownership().isOwner(group) && core.replicas().of(group).isPresent();
  }

  private State state() {
    return elsewhere.orElseGet(() -> core.replicas().state(entry));
  }

  @Override
  public Refreshed answer() {
    Confirmation known = quorum().confirmation(answered, core::awayFor);
    return new Refreshed(
        level,
        known.required(),
        known.confirmed(),
        known.reached() && isWhole(),
        known.nodes(),
        isWhole() ? known.missing() : silent(),
        state(),
        isWhole());
  }

  /** The owners, none of which has told all. */
  private List<Confirmation.Missing> silent() {
    return quorum().others().stream()
        .map(owner -> new Confirmation.Missing(owner, core.awayFor(owner.node())))
        .toList();
  }
}
