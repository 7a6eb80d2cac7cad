package io.rejoin.membership.placement;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.View.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes own a shard: a consistent hash without a table and without a coordinator. Every node
 * draws a score for every shard, from nothing but its id, the shard's number and its weight, and
 * the best own it, so a node that comes takes its share from all others alike, and what a node
 * leaves behind goes to all others alike; nothing else moves. Copies spread over sites first.
 *
 * <p>Rendezvous hashing: Thaler, Ravishankar, "Using name-based mappings to increase hit rates",
 * IEEE/ACM Transactions on Networking 6 (1), 1998, section 3. Weights: Schindelhauer, Schomaker,
 * "Weighted distributed hash tables", SPAA 2005, section 4, the logarithmic method.
 */
public final class Placement {
  private static final SipHash SCORE = SipHash.derive(Bytes.EMPTY, "placement score");
  private static final double UNIT = 0x1p-53;

  private record Ranked(Candidate candidate, double score) {}

  private Placement() {}

  /**
   * The owners of a shard, the best first; fewer than the policy asks for if there are not so many
   * nodes, none if there is no node.
   */
  public static List<NodeId> owners(View view, Copies copies, int shard) {
    List<Ranked> left = ranked(view, shard);
    if (copies.count().isEmpty() || copies.count().get() >= left.size()) {
      return left.stream().map(each -> each.candidate().id()).toList();
    }
    int count = copies.count().get();
    Map<String, Integer> taken = new HashMap<>();
    copies.home().ifPresent(home -> taken.put(home, -1));
    List<NodeId> owners = new ArrayList<>(count);
    while (owners.size() < count) {
      Ranked owner = Collections.min(
          left,
          Comparator.comparingInt(each -> taken.getOrDefault(each.candidate().site(), 0)));
      left.remove(owner);
      String site = owner.candidate().site();
      boolean isHome = copies.home().filter(site::equals).isPresent();
      taken.merge(site, isHome ? count : 1, Integer::sum);
      owners.add(owner.candidate().id());
    }
    return owners;
  }

  private static List<Ranked> ranked(View view, int shard) {
    List<Ranked> ranked = new ArrayList<>(view.candidates().size());
    for (Candidate candidate : view.candidates()) {
      ranked.add(new Ranked(candidate, score(candidate, shard)));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return ranked;
  }

  // The sort is stable and candidates come by id, so equal scores are no question.
  private static double score(Candidate candidate, int shard) {
    NodeId id = candidate.id();
    long bits = SCORE.stream64().u64(id.high()).u64(id.low()).u64(shard).finish64();
    double drawn = ((bits >>> 11) + 0.5) * UNIT;
    return -candidate.weight() / StrictMath.log(drawn);
  }
}
