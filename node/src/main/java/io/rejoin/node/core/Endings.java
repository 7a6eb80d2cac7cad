package io.rejoin.node.core;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.MemberEvent;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.SwimConfig;
import io.rejoin.node.core.frame.Frame.Closed;
import io.rejoin.node.core.frame.Frame.Closing;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.roster.Closings;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.shard.History;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets every member know which runs are over, and remembers that, and who the members are, over a
 * restart: a node that believed itself alone would forget what others have not applied.
 */
final class Endings {
  private static final String CLOSED = "closed";
  private static final String MEMBERS = "members";
  private static final String OWNER = "owner";
  private static final long AGAIN = Duration.ofSeconds(10).toNanos();

  private final Replica replica;
  private final Roster roster;
  private final Closings closings = new Closings();
  private final SortedMap<NodeId, Acquaintance> acquaintances = new TreeMap<>();
  private long nextAgain;

  Endings(Replica replica, Roster roster) {
    this.replica = replica;
    this.roster = roster;
    closings.read(replica.history().kept(CLOSED));
    Map<NodeId, Acquaintance> stored = Acquaintance.read(replica.history().kept(MEMBERS));
    acquaintances.putAll(stored);
    own(replica.history());
    replica.history().formerRuns().forEach(run -> closings.close(new Closing(run, roster.self())));
    roster.remember(acquaintances.keySet());
  }

  /**
   * What another node had stored came by a backup. That node may live: its runs are not over, and
   * it is a member that may not have applied everything.
   */
  private void own(History history) {
    Map<NodeId, Acquaintance> owner = Acquaintance.read(history.kept(OWNER));
    if (owner.containsKey(roster.self())) {
      return;
    }
    if (!owner.isEmpty()) {
      history.disown(replica.run());
      acquaintances.putAll(owner);
      history.keep(MEMBERS, Acquaintance.toBytes(acquaintances));
    }
    Map<NodeId, Acquaintance> self = Map.of(roster.self(), new Acquaintance(replica.run(), ""));
    history.keep(OWNER, Acquaintance.toBytes(new TreeMap<>(self)));
  }

  /**
   * Also dials those who were members when the node last ran. Who knows of nobody and has seeds
   * expects to find others there.
   */
  SwimConfig withAddresses(SwimConfig config, Optional<String> own) {
    Set<String> seeds = new LinkedHashSet<>(config.seeds());
    boolean hasMetAny = !acquaintances.isEmpty()
        || closings.all().stream().anyMatch(each -> !each.node().equals(roster.self()));
    if (!hasMetAny && seeds.stream().anyMatch(seed -> !own.equals(Optional.of(seed)))) {
      roster.expectOthers();
    }
    acquaintances.values().stream()
        .map(Acquaintance::address)
        .filter(address -> !address.isEmpty())
        .forEach(seeds::add);
    return config.withSeeds(List.copyOf(seeds));
  }

  Closings closings() {
    return closings;
  }

  /** Nodes run anew: what their earlier runs still say must not be heard. */
  void restarted(List<MemberEvent> events, Links links) {
    for (MemberEvent event : events) {
      if (event instanceof MemberEvent.Restarted restarted) {
        links.peer(restarted.member().id()).ifPresent(peer -> restarted(restarted, peer, links));
      }
    }
  }

  /**
   * A row of another run has taken the place of one. Rows come in any order, so this does not say
   * which run came first; a link to one of them says that it lives. An earlier run that lives on is
   * no earlier run: then it is the other that has to go.
   */
  private void restarted(MemberEvent.Restarted event, Peer peer, Links links) {
    ReplicaId run = event.member().run();
    if (peer.run().equals(run)) {
      ended(event.previousRun(), peer.node(), links);
    } else if (links.isSilent(peer.node())) {
      links.part(peer.node(), new Refuse(Refusal.SAME_NODE, "run " + run + " came after you"));
    }
  }

  private void ended(ReplicaId run, NodeId node, Links links) {
    over(node, List.of(run), links);
  }

  /** Runs of a node are over. */
  void over(NodeId node, Collection<ReplicaId> runs, Links links) {
    learn(runs.stream().map(run -> new Closing(run, node)).toList(), node, links);
  }

  /** Who left or was evicted will not go on; who is new must be remembered. */
  void rosterChanged(Links links) {
    SortedMap<NodeId, Acquaintance> before = new TreeMap<>(acquaintances);
    for (Member member : roster.members()) {
      if (Roster.counts(member)) {
        Acquaintance known = acquaintances.get(member.id());
        ReplicaId run = known == null ? member.run() : known.run();
        acquaintances.put(member.id(), new Acquaintance(run, member.address().orElse("")));
      } else {
        acquaintances.remove(member.id());
        ended(member.run(), member.id(), links);
        links.peer(member.id()).ifPresent(peer -> ended(peer.run(), peer.node(), links));
      }
    }
    acquaintances.remove(roster.self());
    if (!acquaintances.equals(before)) {
      replica.history().keep(MEMBERS, Acquaintance.toBytes(acquaintances));
    }
  }

  /** A link shows which run of a node lives; what was met before, perhaps long ago, is over. */
  private void met(Peer peer, Links links) {
    Acquaintance known = acquaintances.get(peer.node());
    if (known != null && !known.run().equals(peer.run())) {
      acquaintances.put(peer.node(), new Acquaintance(peer.run(), known.address()));
      replica.history().keep(MEMBERS, Acquaintance.toBytes(acquaintances));
      ended(known.run(), peer.node(), links);
    }
  }

  /** A node has shown which of its runs lives: what is known of another is over. */
  void joined(Peer peer, Links links) {
    roster.remember(List.of(peer.node()));
    met(peer, links);
    roster
        .find(peer.node())
        .filter(row -> !row.run().equals(peer.run()))
        .ifPresent(row -> ended(row.run(), peer.node(), links));
    compare(peer.node(), links);
  }

  private void compare(NodeId peer, Links links) {
    links.sendNow(peer, new Closed(closings.digest(), List.of()));
  }

  /**
   * Compares with everybody now and then, as something may have been lost. A node whose own run is
   * over must stop: what it does is not taken any more.
   */
  void tick(long now, Links links) {
    if (closings.isClosed(replica.run())) {
      links.twins().oust(Ousted.CLOSED);
    }
    if (now >= nextAgain) {
      nextAgain = now + AGAIN;
      links.linked().forEach(peer -> compare(peer, links));
    }
  }

  void received(NodeId from, Closed frame, Links links) {
    learn(frame.closings(), from, links);
    boolean asks = frame.closings().isEmpty() && frame.digest() != closings.digest();
    if (asks) {
      links.sendNow(from, new Closed(closings.digest(), closings.all()));
    }
  }

  /** What is remembered of a member: the run that it was met as, and where, if that is known. */
  private record Acquaintance(ReplicaId run, String address) {
    static Bytes toBytes(SortedMap<NodeId, Acquaintance> members) {
      ByteWriter out = new ByteWriter();
      members.forEach((id, member) -> {
        id.write(out);
        member.run.write(out);
        out.text(member.address);
      });
      return out.toBytes();
    }

    /** What cannot be read is heard again from others. */
    static Map<NodeId, Acquaintance> read(Optional<Bytes> stored) {
      SortedMap<NodeId, Acquaintance> members = new TreeMap<>();
      try {
        ByteReader in = new ByteReader(stored.orElse(Bytes.EMPTY));
        while (in.remaining() > 0) {
          NodeId id = NodeId.read(in);
          ReplicaId run = ReplicaId.read(in);
          members.put(id, new Acquaintance(run, in.text(Member.MAX_ADDRESS_BYTES)));
        }
      } catch (MalformedBytes damaged) {
        return members;
      }
      return members;
    }
  }

  private void learn(List<Closing> told, NodeId from, Links links) {
    List<Closing> news = told.stream().filter(closings::close).toList();
    if (!news.isEmpty()) {
      replica.history().keep(CLOSED, closings.toBytes());
      Closed frame = new Closed(closings.digest(), news);
      links.linked().stream()
          .filter(peer -> !peer.equals(from))
          .forEach(peer -> links.sendNow(peer, frame));
    }
  }
}
