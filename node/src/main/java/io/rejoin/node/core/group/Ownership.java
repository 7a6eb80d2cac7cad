package io.rejoin.node.core.group;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.View;
import io.rejoin.node.core.frame.GroupId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is to hold which group, by the members that this node knows. Any thread may ask. */
public final class Ownership {
  private final Placing placing;
  private volatile Reckoning now;

  /** Owners in one view, reckoned when they are asked for. */
  private record Reckoning(View view, long hash, Map<GroupId, List<NodeId>> owners) {
    static Reckoning of(Collection<Member> members) {
      View view = View.of(members);
      return new Reckoning(view, view.hash(), new ConcurrentHashMap<>());
    }
  }

  public Ownership(Placing placing, Collection<Member> members) {
    this.placing = placing;
    now = Reckoning.of(members);
  }

  /** Takes the members and says whether that makes another view. */
  public boolean update(Collection<Member> members) {
    Reckoning next = Reckoning.of(members);
    boolean news = next.hash != now.hash;
    if (news) {
      now = next;
    }
    return news;
  }

  /** Stands for the view: equal at nodes that reckon alike. */
  public long view() {
    return now.hash;
  }

  /** The nodes that are to hold a group other than that of all, the best first. */
  public List<NodeId> of(GroupId group) {
    Reckoning reckoning = now;
    return reckoning.owners.computeIfAbsent(group, any -> placing.owners(reckoning.view, group));
  }

  /** Whether a node is to hold a group. */
  public boolean owns(NodeId node, GroupId group) {
    return of(group).contains(node);
  }
}
