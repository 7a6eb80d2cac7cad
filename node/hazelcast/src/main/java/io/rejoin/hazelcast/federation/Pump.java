package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
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

/**
 * Finds out which keys of a map are to be looked at, and has them looked at: those that Hazelcast
 * or the grid tell of, all of a partition that this member has gained, all of the map when it was
 * cleared, and one partition after the other, in case anything was missed.
 *
 * @param <K> the class of the keys
 */
final class Pump<K> implements AutoCloseable {
  private static final int AT_ONCE = 1_000;

  private final Federated<K> what;
  private final Grid grid;
  private final Bridge<K> bridge;
  private final Dirty<K> dirty;
  private final IMap<K, Object> map;
  private final Partitions partitions;
  private final AtomicBoolean cleared = new AtomicBoolean();
  private final Subscription changes;
  private final UUID clearing;

  Pump(Federated<K> what, HazelcastInstance member, Grid grid, Bridge<K> bridge, Dirty<K> dirty) {
    this.what = what;
    this.grid = grid;
    this.bridge = bridge;
    this.dirty = dirty;
    map = member.getMap(what.name());
    partitions = new Partitions(member);
    changes = grid.onChange(
        entry -> what.keyOf(entry).isPresent(),
        change -> what.keyOf(change.key()).filter(partitions::owns).ifPresent(dirty::look));
    MapClearedListener listener = any -> cleared.set(true);
    clearing = map.addEntryListener(listener, false);
  }

  @Override
  public void close() {
    changes.close();
    map.removeEntryListener(clearing);
  }

  /** Looks at what somebody told of. */
  void round() {
    for (Map<K, Mark> some = dirty.take(AT_ONCE); !some.isEmpty(); some = dirty.take(AT_ONCE)) {
      agree(some);
    }
  }

  private void agree(Map<K, Mark> some) {
    try {
      bridge.agree(some, dirty);
    } catch (RuntimeException failure) {
      some.forEach(dirty::later);
      throw failure;
    } finally {
      dirty.looked(some.size());
    }
  }

  /** Time has passed. */
  void tick() {
    dirty.retry();
    BitSet gained = partitions.gained();
    if (cleared.getAndSet(false)) {
      partitions.owned().stream()
          .forEach(each ->
              bridge.keys(partitions.in(each)).forEach(key -> dirty.mark(key, Mark.REMOVED)));
    }
    if (!gained.isEmpty()) {
      lookAt(gained);
    }
    int turn = partitions.turn();
    if (turn >= 0) {
      look(bridge.keys(partitions.in(turn)));
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
    gained.stream().forEach(each -> {
      Set<K> keys = there.getOrDefault(each, new HashSet<>());
      keys.addAll(bridge.keys(partitions.in(each)));
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
