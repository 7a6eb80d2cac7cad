package io.rejoin.hazelcast.federation;

import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.MapClearedListener;
import io.rejoin.Subscription;
import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which keys of a map are to be looked at, and has them looked at: those that Hazelcast
 * or the grid tell of, all of a partition that this member has gained, all of the map when it was
 * cleared, and one partition after the other, in case anything was missed.
 *
 * @param <K> the class of the keys
 */
final class Pump<K> implements AutoCloseable {
  /**
   * Brings entries of a map and of the grid together.
   *
   * @param <K> the class of the keys
   */
  interface Bridge<K> {

    /** The keys in a partition with anything in this cluster. */
    Set<K> keys(int partition);

    /**
     * Makes entries of the map and the grid agree, each for a reason; what has to wait goes back.
     *
     * @return those that were refused, with what was wrong; all others are done, or wait
     */
    Map<K, Exception> agree(Map<K, Mark> some, Marks.Dirty<K> dirty);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
  private static final int AT_ONCE = 1_000;

  private final Federated<K> what;
  private final Grid grid;
  private final Bridge<K> bridge;
  private final Marks.Dirty<K> dirty;
  private final Counts.Tally tally;
  private final IMap<K, Object> map;
  private final Partitions partitions;
  private final AtomicBoolean cleared = new AtomicBoolean();
  private final Subscription changes;
  private final UUID clearing;
  private volatile boolean isResting;

  Pump(
      Federated<K> what,
      IMap<K, Object> map,
      Partitions partitions,
      Grid grid,
      Bridge<K> bridge,
      Marks.Dirty<K> dirty,
      Counts.Tally tally) {
    this.what = what;
    this.map = map;
    this.partitions = partitions;
    this.grid = grid;
    this.bridge = bridge;
    this.dirty = dirty;
    this.tally = tally;
    changes = grid.onChange(
        new Bucket(what.name())::holds,
        change -> what.keyOf(change.key()).filter(partitions::owns).ifPresent(dirty::look));
    MapClearedListener listener = any -> cleared.set(true);
    clearing = map.addEntryListener(listener, false);
  }

  @Override
  public void close() {
    changes.close();
    map.removeEntryListener(clearing);
  }

  /** Looks at what somebody told of; writers may be faster, so not at what they tell meanwhile. */
  void round() {
    for (int left = dirty.size(); left > 0 && !isResting; left -= AT_ONCE) {
      agree(dirty.take(AT_ONCE, any -> true));
    }
  }

  /** Looks at all of these, also at what had to wait. */
  void tell(Predicate<Mark> these) {
    dirty.retry();
    Map<K, Mark> some = dirty.take(AT_ONCE, these);
    while (!some.isEmpty()) {
      agree(some);
      some = dirty.take(AT_ONCE, these);
    }
  }

  private void agree(Map<K, Mark> some) {
    if (some.isEmpty()) {
      return;
    }
    try {
      Map<K, Exception> refused = bridge.agree(some, dirty);
      refused.keySet().forEach(key -> dirty.later(key, some.getOrDefault(key, Mark.LOOK)));
      tell(refused);
    } catch (RuntimeException failure) {
      some.forEach(dirty::later);
      throw failure;
    } finally {
      dirty.looked(some.size());
    }
  }

  /** Of one, as all may be refused for the same reason, and are tried again each second. */
  private void tell(Map<K, Exception> refused) {
    tally.refused(refused.size());
    refused.entrySet().stream()
        .findFirst()
        .ifPresent(one -> LOG.warn(
            "'{}' of the map '{}', and {} others, are left as they are, for now",
            one.getKey(),
            what.name(),
            refused.size() - 1,
            one.getValue()));
  }

  /** Whether a round had not been enough. */
  boolean isToGoOn() {
    return !isResting && dirty.isAnyNew();
  }

  /** Looks at nothing until {@link #goOn}, but what is to be told. */
  void rest() {
    isResting = true;
  }

  /** What the map has now is not what it had: all of it is to be looked at. */
  void goOn() {
    partitions.forget();
    isResting = false;
  }

  /** Time has passed. */
  void tick() {
    if (isResting) {
      return;
    }
    dirty.retry();
    BitSet gained = partitions.gained();
    if (cleared.getAndSet(false)) {
      partitions.owned().stream()
          .forEach(each -> bridge.keys(each).forEach(key -> dirty.mark(key, Mark.REMOVED)));
    }
    if (!gained.isEmpty()) {
      lookAt(gained);
    }
    int turn = partitions.turn();
    if (turn >= 0) {
      look(bridge.keys(turn));
    }
  }

  /** The grid's keys are gone through once for all of them. */
  private void lookAt(BitSet gained) {
    Map<Integer, Set<K>> there = new HashMap<>();
    for (EntryKey entry : grid.keys(what.name())) {
      what.keyOf(entry).ifPresent(key -> {
        int partition = partitions.of(key);
        if (gained.get(partition)) {
          there.computeIfAbsent(partition, any -> new HashSet<>()).add(key);
        }
      });
    }
    gained.stream().takeWhile(each -> !isResting).forEach(each -> {
      Set<K> keys = there.getOrDefault(each, new HashSet<>());
      keys.addAll(bridge.keys(each));
      look(keys);
      round();
    });
  }

  private void look(Set<K> keys) {
    List<K> all = new ArrayList<>(keys);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      Map<K, Mark> some = new HashMap<>();
      for (K key : all.subList(from, Math.min(all.size(), from + AT_ONCE))) {
        some.put(key, dirty.take(key));
      }
      agree(some);
    }
  }
}
