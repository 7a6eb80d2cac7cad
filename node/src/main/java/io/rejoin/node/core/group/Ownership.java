package io.rejoin.node.core.group;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.View;
import io.rejoin.membership.placement.View.Candidate;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.shard.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who is to hold which group, by the members that this node knows. Any thread may ask.
 *
 * <p>The view is stored. Members that were in it when the node last ran, and of which there is no
 * row yet, are in it still: else a power cut that one of them does not outlive would move what it
 * holds, and a majority of those that are back would be taken for one of all.
 */
public final class Ownership {
  private static final String NAME = "view";

  private final Placing placing;
  private final Roster roster;
  private final History history;
  private final List<Candidate> before;
  private volatile Reckoning now;

  /** Owners in one view, reckoned when they are asked for. */
  private record Reckoning(
      View view, long hash, Map<GroupId, List<NodeId>> owners, Map<GroupId, List<NodeId>> former) {
    static Reckoning of(View view) {
      return new Reckoning(view, view.hash(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /** Goes on with the view that is stored; {@code history} is that of the group of all nodes. */
  public Ownership(Placing placing, Roster roster, History history) {
    this.placing = placing;
    this.roster = roster;
    this.history = history;
    before = read(history.kept(NAME).orElse(Bytes.EMPTY));
    now = Reckoning.of(lastKnown());
  }

  private View lastKnown() {
    List<NodeId> unmet = roster.unmet();
    List<Candidate> candidates = new ArrayList<>(View.of(roster.members()).candidates());
    before.stream().filter(each -> unmet.contains(each.id())).forEach(candidates::add);
    return new View(candidates);
  }

  /** Takes the members and says whether that makes another view. */
  public boolean update() {
    View view = lastKnown();
    if (view.equals(now.view)) {
      return false;
    }
    Reckoning next = Reckoning.of(view);
    boolean news = next.hash != now.hash;
    if (news) {
      now = next;
      history.keep(NAME, toBytes(view));
    }
    return news;
  }

  private static Bytes toBytes(View view) {
    ByteWriter out = new ByteWriter();
    view.candidates().forEach(each -> {
      each.id().write(out);
      out.text(each.site());
      out.varint(each.weight());
    });
    return out.toBytes();
  }

  /** What cannot be read is heard again from others. */
  private static List<Candidate> read(Bytes stored) {
    List<Candidate> found = new ArrayList<>();
    try {
      ByteReader in = new ByteReader(stored);
      while (in.remaining() > 0) {
        NodeId id = NodeId.read(in);
        int last = found.size() - 1;
        in.check(last < 0 || found.get(last).id().compareTo(id) < 0, "not in order");
        String site = in.text(Member.MAX_NAME_BYTES);
        int weight = (int) in.varint(Member.MAX_WEIGHT);
        in.check(weight > 0, "no weight");
        found.add(new Candidate(id, site, weight));
      }
    } catch (MalformedBytes damaged) {
      return List.of();
    }
    return found;
  }

  /** Stands for the view: equal at nodes that reckon alike. */
  public long view() {
    return now.hash;
  }

  /** All that may own anything. */
  List<NodeId> nodes() {
    return now.view.candidates().stream().map(Candidate::id).toList();
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

  /** Whether a node is to hold a group; that of all every node is. */
  public boolean owns(NodeId node, GroupId group) {
    return group.equals(GroupId.ALL) || of(group).contains(node);
  }

  /** Whether this node is. */
  public boolean isOwner(GroupId group) {
    return owns(roster.self(), group);
  }
}
