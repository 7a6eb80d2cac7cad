package io.rejoin.benchmarks.hazelcast;

import static io.rejoin.benchmarks.hazelcast.cluster.Engine.FEDERATED;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.FEDERATED_ALONE;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.IMAP;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.PN_COUNTER;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.PN_COUNTER_TUNED;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.REJOIN;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.REPLICATED_MAP;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.STORED;
import static io.rejoin.benchmarks.hazelcast.cluster.Engine.SYNCED;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.kill.KilledNodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Trial;
import java.util.List;
import java.util.Set;

/** What can be measured, under the name by which it is chosen. */
enum Row implements Trial<Engine> {
  COUNTER("counter"),
  COUNTER_VISIBLE("counter-visible"),
  COUNTER_HEAP("counter-heap"),
  MAP("map"),
  MAP_VISIBLE("map-visible"),
  MAP_HEAP("map-heap"),
  SITES_VISIBLE("sites-visible"),
  SITES_FILL("sites-fill"),
  KILLS("kills");

  /** More are not made with PNCounter while one waits. */
  private static final int COUNTERS = 10_000;

  private static final int ENTRIES = 100_000;

  private final String title;

  Row(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Set<Integer> sizes(int most) {
    return switch (this) {
      case COUNTER, COUNTER_VISIBLE, MAP, MAP_VISIBLE, SITES_VISIBLE, KILLS -> Set.of(0);
      case COUNTER_HEAP -> Set.of(Math.min(COUNTERS, most));
      case MAP_HEAP, SITES_FILL -> Set.of(Math.min(ENTRIES, most));
    };
  }

  @Override
  public List<Engine> columns(int entries) {
    return switch (this) {
      case COUNTER ->
        List.of(REJOIN, PN_COUNTER, PN_COUNTER_TUNED, IMAP, FEDERATED, FEDERATED_ALONE);
      case COUNTER_VISIBLE -> List.of(REJOIN, PN_COUNTER, PN_COUNTER_TUNED, IMAP);
      case COUNTER_HEAP -> List.of(REJOIN, PN_COUNTER);
      case MAP -> List.of(REJOIN, REPLICATED_MAP, IMAP, FEDERATED, FEDERATED_ALONE);
      case SITES_VISIBLE, SITES_FILL -> List.of(FEDERATED);
      case MAP_VISIBLE, MAP_HEAP -> List.of(REJOIN, REPLICATED_MAP, IMAP);
      case KILLS -> List.of(REJOIN, STORED, SYNCED, PN_COUNTER, PN_COUNTER_TUNED, IMAP);
    };
  }

  @Override
  public List<Figure> measure(Engine engine, int entries) throws Exception {
    return measurement().with(engine, entries);
  }

  private Measurement measurement() {
    return switch (this) {
      case COUNTER -> new Increments();
      case COUNTER_VISIBLE -> Visibility.ofCounters();
      case COUNTER_HEAP -> new CounterHeap();
      case MAP -> new ReadsAndWrites();
      case MAP_VISIBLE -> Visibility.ofEntries();
      case MAP_HEAP -> new EntryHeap();
      case SITES_VISIBLE -> Visibility.ofSites();
      case SITES_FILL -> new Fill();
      case KILLS -> (engine, entries) -> KilledNodes.measure(engine);
    };
  }
}
