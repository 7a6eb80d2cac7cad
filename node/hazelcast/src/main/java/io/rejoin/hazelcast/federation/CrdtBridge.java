package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.rejoin.GridException;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.grid.Grid;
import io.rejoin.grid.Outside;
import io.rejoin.hazelcast.CrdtValue;
import io.rejoin.hazelcast.JoinProcessor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the map has into the grid, and what the grid has into the map. Only what a node told
 * nobody before it died has to go into the grid: all else was written there.
 */
final class CrdtBridge implements Pump.Bridge<String> {
  private final FederatedCrdts what;
  private final Partitions partitions;
  private final Grid grid;
  private final Outside outside;
  private final IMap<String, CrdtValue> map;
  private final Counts.Tally tally;

  CrdtBridge(
      FederatedCrdts what,
      HazelcastInstance member,
      Partitions partitions,
      Grid grid,
      Counts.Tally tally) {
    this.what = what;
    this.partitions = partitions;
    this.grid = grid;
    this.tally = tally;
    outside = Outside.of(grid);
    map = member.getMap(what.name());
  }

  @Override
  public Set<String> keys(int partition) {
    return map.keySet(partitions.in(partition));
  }

  @Override
  public Map<String, Exception> agree(Map<String, Mark> some, Marks.Dirty<String> dirty) {
    Map<String, Exception> refused = new HashMap<>();
    some.forEach((key, mark) -> {
      try {
        agree(key, mark);
      } catch (GridException | HazelcastException failure) {
        refused.put(key, failure);
      }
    });
    return refused;
  }

  private void agree(String key, Mark mark) {
    @Nullable CrdtValue here = map.get(key);
    if (here != null) {
      EntryKey entry = what.entry(here.type(), key);
      if (outside.giveBack(entry, here.state())) {
        tally.gaveBack();
      }
      State news = outside.since(entry, here.state());
      if (here.state().join(news).changed()) {
        give(key, here.type(), news);
      }
      return;
    }
    for (CrdtType<?> type : FederatedCrdts.TYPES) {
      EntryKey entry = what.entry(type.id(), key);
      State there = grid.partial(entry);
      boolean isLive = there.items().iterator().hasNext();
      if (isLive && mark.isRemoval()) {
        grid.erase(entry);
        tally.took();
      } else if (isLive) {
        give(key, type.id(), there);
        return;
      }
    }
  }

  private void give(String key, int type, State news) {
    @Nullable Object changed = map.executeOnKey(key, new JoinProcessor(new CrdtValue(type, news)));
    if (Boolean.TRUE.equals(changed)) {
      tally.gave();
    }
  }
}
