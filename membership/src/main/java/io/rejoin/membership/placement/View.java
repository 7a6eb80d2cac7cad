package io.rejoin.membership.placement;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.bytes.SipStream;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The nodes that data is placed on, as one member knows them: all that neither left nor were
 * evicted and that have a weight. Whether they can be reached makes no difference, so a cut moves
 * nothing. Members with equal views place alike, and the hash tells whether views are equal.
 *
 * @param candidates in the order of their ids
 */
public record View(List<Candidate> candidates) {
  private static final SipHash HASH = SipHash.derive(Bytes.EMPTY, "placement view");

  /**
   * A node that may hold copies.
   *
   * @param weight its share relative to others, 1 to {@value Member#MAX_WEIGHT}
   */
  public record Candidate(NodeId id, String site, int weight) {
    public Candidate {
      if (weight < 1 || weight > Member.MAX_WEIGHT) {
        throw new IllegalArgumentException(
            "a candidate's weight is 1 to " + Member.MAX_WEIGHT + ": " + weight);
      }
    }
  }

  /** Each node once, in whatever order. */
  public View {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparing(Candidate::id));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).id().equals(sorted.get(i - 1).id())) {
        throw new IllegalArgumentException(
            "a node is in a view once: " + sorted.get(i).id());
      }
    }
    candidates = List.copyOf(sorted);
  }

  /** Of the rows of a member table. */
  public static View of(Collection<Member> members) {
    return new View(members.stream()
        .filter(member -> member.status() != Status.LEFT && !member.evicted())
        .filter(member -> member.weight() > 0)
        .map(member -> new Candidate(member.id(), member.site(), member.weight()))
        .toList());
  }

  /** The same number for equal views, and with all likelihood another one for others. */
  public long hash() {
    SipStream stream = HASH.stream64();
    for (Candidate each : candidates) {
      stream.u64(each.id().high()).u64(each.id().low()).u64(each.weight());
      stream.bytes(Bytes.utf8(each.site()));
    }
    return stream.finish64();
  }
}
