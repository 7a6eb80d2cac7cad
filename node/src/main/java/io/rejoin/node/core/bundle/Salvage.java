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
 * What an evicted node has left, as far as it is news here, and its way back into the grid: a join
 * like any other. So each write keeps its own dot, every type is served alike, what was removed is
 * only what that node had seen, and twice is once, also after a crash in between, at two nodes, or
 * if the same write comes out of the folders of two.
 *
 * <p>The node may have evicted others itself and taken for void what they did, so what it says to
 * have applied counts for nothing. It is judged as somebody who was away all the time: of what is
 * forgotten here nothing is taken, as it may have been removed meanwhile, and no clock is adopted.
 * The numbers of its runs that are still missing then become void as those of any run that is over.
 *
 * <p>{@link #look} may be called by any thread, {@link #enter} is for the core's.
 */
public final class Salvage {
  private static final int PART_BYTES = 256 << 10;

  private final Entries entries;
  private final Set<ReplicaId> runs;

  /**
   * What there is in an entry.
   *
   * @param news what is to be joined
   * @param added items that are not known here
   * @param removed items that are live here, in place of which nothing is added
   * @param leftOut items that the node wrote, at or below what is forgotten here: they were removed
   *     meanwhile, or never came
   */
  public record Find(State here, State news, int added, long removed, long leftOut) {

    /** Whether it is of no interest to anybody. */
    public boolean isNothing() {
      return added == 0 && removed == 0 && leftOut == 0;
    }

    /** The entry as it would be. */
    public State after() {
      return here.join(news).state();
    }
  }

  /** {@code runs} are those of the node. */
  Salvage(Entries entries, Set<ReplicaId> runs) {
    this.entries = entries;
    this.runs = Set.copyOf(runs);
  }

  /** Compares what the node has left of an entry with what is here. */
  public Find look(EntryKey key, State left) {
    State here = entries.state(key);
    CausalContext live = here.live();
    State lacking = left.since(here.context(), Optional.of(live));
    Missed missed = new Missed(entries, Clock.EMPTY, Clock.EMPTY, Clock.EMPTY);
    State news = missed.acceptable(key, lacking);
    CausalContext refused = lacking.live().minus(news.live());
    return new Find(
        here,
        news,
        news.size(),
        removed(here, news, news.context().intersect(live)),
        runs.stream().mapToLong(run -> refused.numbers(run).size()).sum());
  }

  private static long removed(State here, State news, CausalContext gone) {
    if (gone.isEmpty()) {
      return 0;
    }
    Set<Path> added = new HashSet<>();
    news.items().forEach(item -> added.add(item.path()));
    long count = 0;
    for (Item item : here.items()) {
      count += gone.contains(item.dot()) && !added.contains(item.path()) ? 1 : 0;
    }
    return count;
  }

  /** Joins what is news of an entry, and says what it was. */
  public Find enter(EntryKey key, State left) {
    Find found = look(key, left);
    if (!found.news().isEmpty()) {
      found.news().parts(PART_BYTES).forEach(part -> entries.join(key, part));
    }
    return found;
  }
}
