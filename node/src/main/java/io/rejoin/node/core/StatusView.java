package io.rejoin.node.core;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.link.Traffic;
import io.rejoin.node.core.partner.Moves;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A node at one moment, for operators. Immutable; the core publishes one every now and then.
 *
 * @param uptimeMillis since the start
 * @param members everybody on record, this node included
 * @param peers everybody but this node who is not gone for good
 * @param root digest of the live content that every node is to hold; its count is the number of its
 *     entries. It says nothing of shards, of which nodes hold different ones
 * @param entries with live content that are held here, of all kinds
 * @param converged whether every peer had this very content when it was last compared with, or, if
 *     it has no link here, is known to have applied the same operations; in a grid too large for
 *     links between all, every linked peer. And whether of shards all is here that is to be here,
 *     nothing else, and the linked owners have applied the same
 * @param moves how far shards are from where they belong; nothing, if no bucket has a number of
 *     copies
 * @param refused how often something was refused, by reason
 * @param forgetting what is remembered of what was removed
 * @param cut sites that a drill cuts off
 */
public record StatusView(
    String grid,
    Member self,
    long uptimeMillis,
    List<Member> members,
    List<Peer> peers,
    NodeDigest root,
    long entries,
    boolean converged,
    Optional<Moves> moves,
    Traffic.View traffic,
    SortedMap<String, Long> refused,
    Forgetting forgetting,
    SortedSet<String> cut) {

  /** What people call a member; its id, if it is none. */
  public String nameOf(NodeId id) {
    return members.stream()
        .filter(member -> member.id().equals(id))
        .map(Member::name)
        .findFirst()
        .orElseGet(id::toString);
  }

  /** The same with other figures of what was refused. */
  public StatusView withRefused(SortedMap<String, Long> other) {
    return new StatusView(
        grid,
        self,
        uptimeMillis,
        members,
        peers,
        root,
        entries,
        converged,
        moves,
        traffic,
        other,
        forgetting,
        cut);
  }

  /**
   * What is still remembered of what was removed, and who it is remembered for.
   *
   * @param removals that some member may not have applied yet
   * @param entries whose contexts name removed dots, about
   * @param heldBackBy members that have not applied all that this node has, those least of all
   *     first; nothing that is removed can be forgotten before they have
   */
  public record Forgetting(int removals, int entries, List<NodeId> heldBackBy) {}

  /**
   * Another member, seen from here.
   *
   * @param agreed whether the last session found, or left, nothing to repair
   * @param agreedMillisAgo when that was, if ever
   * @param behind operations applied here that the peer is not known to have applied; 0 of those
   *     without a link in a grid too large for links between all
   */
  public record Peer(
      NodeId id,
      String name,
      String site,
      boolean linked,
      boolean agreed,
      OptionalLong agreedMillisAgo,
      long behind) {}
}
