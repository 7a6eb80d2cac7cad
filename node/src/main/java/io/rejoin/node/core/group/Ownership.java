package io.rejoin.node.core.group;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.View;
import io.rejoin.node.core.frame.GroupId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Who is to hold which group, by the members that this node knows. Any thread may ask. */
public final class Ownership {
  private final Placing placing;
  private volatile Reckoning now;

  /** Owners in one view, reckoned when they are asked for. */
  private record Reckoning(
      View view, long hash, Map<GroupId, List<NodeId>> owners, Map<GroupId, List<NodeId>> former) {
    static Reckoning of(View view) {
      return new Reckoning(view, view.hash(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  public Ownership(Placing placing, List<Member> members) {
    this.placing = placing;
    now = Reckoning.of(View.of(members));
  }

  /** Takes the members and says whether that makes another view. */
  public boolean update(List<Member> members) {
    View view = View.of(members);
    if (view.equals(now.view)) {
      return false;
    }
    Reckoning next = Reckoning.of(view);
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

  /** Who would hold a group if a node were not there. */
  public List<NodeId> without(NodeId node, GroupId group) {
    Reckoning reckoning = now;
    return reckoning.former.computeIfAbsent(group, any -> {
      Stream<View.Candidate> others =
          reckoning.view.candidates().stream().filter(each -> !each.id().equals(node));
      return placing.owners(new View(others.toList()), group);
    });
  }

  /** Whether a node is to hold a group. */
  public boolean owns(NodeId node, GroupId group) {
    return of(group).contains(node);
  }
}
