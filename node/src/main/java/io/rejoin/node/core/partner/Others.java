package io.rejoin.node.core.partner;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HoldingTable;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.group.Reach;
import io.rejoin.node.core.group.Telling;
import io.rejoin.node.core.group.Wholes;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.shard.History;
import io.rejoin.node.core.way.Ways;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a node knows of the others as to groups: who is to hold what, who does, who is reached. */
public final class Others {
  /** So often it is looked whom this node has to do with. */
  private static final long LOOKING = Duration.ofSeconds(1).toNanos();

  /** What this asks of its node. */
  public record Node(
      Member self,
      Links links,
      Roster roster,
      Swim swim,
      Ticks ticks,
      ReplicaId run,
      History history) {}

  private final Placing placing;
  private final Roster roster;
  private final HoldingTable holdings = new HoldingTable();
  private final Ownership ownership;
  private final Ways ways;
  private final Reach reach;
  private final Wholeness wholeness;
  private final Partners partners;
  private final Telling telling;
  private final Survey survey;
  private long nextLook;

  /** Of one node; {@code everything} is what it tells somebody new. */
  public Others(Node node, Placing placing, Supplier<Holdings> everything) {
    this.placing = placing;
    roster = node.roster();
    ownership = new Ownership(placing, roster, node.history());
    ways = new Ways(new Ways.Node(
        node.links(), new Surroundings(roster, node.swim()), node.run(), node.ticks()));
    Wholes wholes = new Wholes(node.history(), placing.count());
    reach = new Reach(new Reach.Node(placing, holdings, roster, ways, wholes), ownership);
    wholeness = new Wholeness(roster, ways, ownership, holdings);
    partners = new Partners(node.self(), roster, ownership, node.swim());
    telling = new Telling(node.links(), ways, ownership, everything);
    survey = new Survey(roster, ways, ownership, holdings, wholeness);
  }

  public HoldingTable holdings() {
    return holdings;
  }

  public Ownership ownership() {
    return ownership;
  }

  public Ways ways() {
    return ways;
  }

  public Reach reach() {
    return reach;
  }

  public Telling telling() {
    return telling;
  }

  /** How moves stand. */
  public Survey survey() {
    return survey;
  }

  /**
   * Takes the members, and gives the groups in which owners are to take part now: those in which
   * anybody does. In a large grid nobody sees whether anybody does, so there it is all of them.
   */
  public Collection<GroupId> update() {
    boolean news = ownership.update();
    if (news) {
      telling.viewChanged();
    }
    Collection<GroupId> begun = news ? holdings.groups() : List.of();
    return roster.isSparse() ? placing.groups() : begun;
  }

  /** Those that have to do with a group, this node among them, under their runs in it. */
  public List<Member> members(GroupId group) {
    SortedSet<NodeId> members = new TreeSet<>(holdings.holders(group));
    members.addAll(ownership.of(group));
    members.add(roster.self());
    return members.stream()
        .flatMap(member -> roster.find(member).stream())
        .map(member -> member.withRun(group.run(member.run())))
        .toList();
  }

  /** Whether another node has to do with a group. */
  public boolean belongs(NodeId member, GroupId group) {
    return ownership.owns(member, group) || holdings.holders(group).contains(member);
  }

  /**
   * Whether another member is to stay. Where shards are placed it knows besides that this node is
   * not, so that no two leave in reliance upon each other.
   */
  public boolean stays(NodeId member) {
    boolean agrees = !placing.isUsed() || holdings.view(member) == ownership.view();
    return agrees && roster.find(member).filter(Others::isThere).isPresent();
  }

  private static boolean isThere(Member member) {
    return member.status() == Status.ALIVE && !member.evicted() && member.weight() > 0;
  }

  /** Whether this node owns a group of which nobody has had all that there was. */
  public boolean isNobodyWhole(GroupId group, long now) {
    return reach.isNobodyWhole(group) || wholeness.isNobodys(group, now);
  }

  /** Time passes: looks to it that those are reached with whom the node shares groups. */
  public void tick(long now, Collection<? extends Partners.Shared> groups, Ways.Ends ends) {
    reach.tick(now);
    if (placing.isUsed()) {
      telling.tick(now);
    }
    if (placing.isUsed() && (reach.visits().takeNews() || now >= nextLook)) {
      nextLook = now + LOOKING;
      partners.look(groups, reach.visits().latestFirst(), ways, wholeness);
      ways.tick(ends);
    }
  }
}
