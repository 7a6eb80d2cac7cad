package io.rejoin.node.core.bundle;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is news of a state that was kept outside the grid and is given back. It may be old, and may
 * be the last to know of what a node did that is gone.
 *
 * <p>What is applied here is live here, was removed since, or is void; so of that nothing is taken.
 * Nor of runs that are over, as of their batches: every member may have said by now what it has of
 * them, and a later run may have gone on from there, which would count twice.
 *
 * <p>If something is refused for that, what the state knows as removed is no guide any more: what
 * took its place may be among what is refused. Then the state is left alone, unless it only adds.
 *
 * @param gone is live here and was removed there, and nothing came in its place. Somebody who has
 *     forgotten this could take it for void, and take what was removed from one who never heard of
 *     it; so it has to become an operation of this node
 * @param delta to be joined then; nobody vouches for it
 */
public record Returned(CausalContext gone, State delta) {
  private static final Returned NOTHING = new Returned(CausalContext.EMPTY, State.EMPTY);

  /**
   * Compares what was kept with what is here.
   *
   * @param applied here, of the own run all that it may ever do
   * @param isOver the runs that are over
   */
  public static Returned of(
      State kept, State here, CausalContext applied, Predicate<ReplicaId> isOver) {
    CausalContextBuilder over = new CausalContextBuilder();
    kept.runs().stream().filter(isOver).forEach(run -> over.add(run, 1, Intervals.MAX_NUMBER));
    CausalContext closed = over.build();
    CausalContext unknown = kept.live().minus(here.context());
    CausalContext refused = unknown.intersect(applied.union(closed));
    State delta = kept.since(here.context().union(refused), Optional.of(here.live()));
    CausalContext removed = delta.context().minus(delta.live());
    if (!removed.isEmpty() && !refused.intersect(closed).isEmpty()) {
      return NOTHING;
    }
    boolean adds = delta.size() > 0;
    return new Returned(adds ? CausalContext.EMPTY : removed.intersect(here.live()), delta);
  }
}
