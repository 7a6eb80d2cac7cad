package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.Missed;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an evicted node has left, as far as it is news here, and its way back into the grid. Items
 * keep their dots and are joined, so every type is served alike, and twice is once, also after a
 * crash in between, at two nodes, or if the same write comes out of the folders of two. Items that
 * are live here, and that the node had removed or replaced, are removed by an operation of this
 * node: what the node had seen, and no more.
 *
 * <p>The removals themselves are not joined. Others may have taken them for void, as those of any
 * run that is over; who then forgets them differs from who never had them, and what was removed
 * comes back. Nor does it count what the node says to have applied: it may have evicted others
 * itself and taken for void what they did. So it is judged as somebody who was away all the time:
 * of what is forgotten here nothing is taken, as it may have been removed meanwhile, and no clock
 * is adopted.
 *
 * <p>{@link #look} may be called by any thread, {@link #enter} is for the core's.
 */
public final class Salvage {
  private static final int PART_BYTES = 256 << 10;

  private final Entries entries;
  private final Set<ReplicaId> runs;
  private final Bundles.Node node;

  /** Removes items of an entry, as an operation of this node. */
  public interface Remover {
    void remove(EntryKey key, CausalContext dots);
  }

  /**
   * What there is in an entry.
   *
   * @param items those that are not known here
   * @param gone what is live here, and was removed or replaced there
   * @param leftOut items that the node wrote, at or below what is forgotten here: they were removed
   *     meanwhile, or never came; and all of an entry that not every node holds
   */
  public record Find(State here, State items, CausalContext gone, long leftOut) {

    /** How many items come. */
    public int added() {
      return items.size();
    }

    /** How many go, without that one comes in their place. */
    public long removed() {
      if (gone.isEmpty()) {
        return 0;
      }
      Set<Path> places = new HashSet<>();
      items.items().forEach(item -> places.add(item.path()));
      long count = 0;
      for (Item item : here.items()) {
        count += gone.contains(item.dot()) && !places.contains(item.path()) ? 1 : 0;
      }
      return count;
    }

    /** Whether it is of no interest to anybody. */
    public boolean isNothing() {
      return items.size() == 0 && gone.isEmpty() && leftOut == 0;
    }

    /** The entry as it would be. */
    public State after() {
      return here.join(items).state().join(State.removing(gone)).state();
    }
  }

  /** {@code runs} are those of the node. */
  Salvage(Entries entries, Set<ReplicaId> runs, Bundles.Node node) {
    this.entries = entries;
    this.runs = Set.copyOf(runs);
    this.node = node;
  }

  /** Compares what the node has left of an entry with what is here. */
  public Find look(EntryKey key, State left) {
    if (!node.isHeldByAll().test(key)) {
      return new Find(State.EMPTY, State.EMPTY, CausalContext.EMPTY, left.size());
    }
    State here = entries.state(key);
    CausalContext live = here.live();
    State lacking = left.since(here.context(), Optional.of(live));
    Missed missed = new Missed(entries, Clock.EMPTY, Clock.EMPTY, Clock.EMPTY);
    State news = missed.acceptable(key, lacking);
    CausalContext dead = news.context().minus(news.live());
    CausalContext refused = lacking.live().minus(news.live());
    return new Find(
        here,
        news.since(dead, Optional.empty()),
        dead.intersect(live),
        runs.stream().mapToLong(run -> refused.numbers(run).size()).sum());
  }

  /** Enters what is news of an entry, and says what it was. */
  public Find enter(EntryKey key, State left) {
    Find found = look(key, left);
    if (!found.items().isEmpty()) {
      found.items().parts(PART_BYTES).forEach(part -> entries.join(key, part));
    }
    if (!found.gone().isEmpty()) {
      node.remover().remove(key, found.gone());
    }
    return found;
  }
}
