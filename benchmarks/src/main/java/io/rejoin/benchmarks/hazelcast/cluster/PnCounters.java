package io.rejoin.benchmarks.hazelcast.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.crdt.pncounter.PNCounter;

/** Each member has a replica of each PNCounter, and reads and writes its own. */
final class PnCounters extends Member {

  PnCounters(Config config) {
    super(config);
  }

  @Override
  public Tally counter(String name) {
    PNCounter counter = instance().getPNCounter(name);
    return new Tally() {
      @Override
      public void increment() {
        counter.incrementAndGet();
      }

      @Override
      public long value() {
        return counter.get();
      }
    };
  }
}
