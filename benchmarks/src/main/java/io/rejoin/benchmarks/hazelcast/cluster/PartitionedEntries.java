package io.rejoin.benchmarks.hazelcast.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import java.util.Map;
import java.util.Optional;

/**
 * An IMap: each entry has an owner and one backup, which has the write before the answer. A counter
 * is an entry that a processor counts up at its owner.
 */
class PartitionedEntries extends Member {
  static final String ENTRIES = "entries";
  static final String COUNTERS = "counters";

  private final IMap<String, String> entries;
  private final IMap<String, Long> counters;

  PartitionedEntries(Config config) {
    super(config);
    entries = instance().getMap(ENTRIES);
    counters = instance().getMap(COUNTERS);
  }

  /** Counts one up. */
  private static final class CountUp implements EntryProcessor<String, Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long process(Map.Entry<String, Long> entry) {
      Long before = entry.getValue();
      long after = before == null ? 1 : before + 1;
      entry.setValue(after);
      return after;
    }
  }

  @Override
  public final Tally counter(String name) {
    return new Tally() {
      @Override
      public void increment() {
        counters.executeOnKey(name, new CountUp());
      }

      @Override
      public long value() {
        return counters.getOrDefault(name, 0L);
      }
    };
  }

  @Override
  public final void put(String key, String value) {
    entries.set(key, value);
  }

  @Override
  public final Optional<String> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public final long entries() {
    return entries.size();
  }
}
