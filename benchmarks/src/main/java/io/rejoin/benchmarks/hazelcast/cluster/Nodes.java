package io.rejoin.benchmarks.hazelcast.cluster;

import io.rejoin.benchmarks.store.StoreSpeed;
import io.rejoin.benchmarks.table.Watch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Three nodes in this process that exchange data over TCP on loopback, and one of another site if
 * the engine has sites.
 */
public final class Nodes implements AutoCloseable {
  public static final int COUNT = 3;

  private static final double PATIENCE = 60;

  private final List<Data> data = new ArrayList<>();
  private Optional<Data> far = Optional.empty();

  private Nodes() {}

  /** Starts them, with nothing stored yet, and waits until each exchanges data with each. */
  public static Nodes start(Engine engine) throws Exception {
    Nodes nodes = new Nodes();
    Path folder = StoreSpeed.folder();
    Optional<String> seed = Optional.empty();
    while (nodes.data.size() < COUNT) {
      nodes.data.add(engine.open(seed, folder.resolve("node-" + nodes.data.size())));
      seed = Optional.of(nodes.at(0).address());
    }
    if (!Watch.await(PATIENCE, nodes::areLinked)) {
      throw new IllegalStateException("no three nodes that exchange data: " + engine.title());
    }
    nodes.far = engine.far(nodes.at(0).address());
    return nodes;
  }

  private boolean areLinked() {
    return data.stream().allMatch(each -> each.peers() == COUNT - 1);
  }

  public Data at(int node) {
    return data.get(node);
  }

  /** The node of the other site. */
  public Data far() {
    return far.orElseThrow();
  }

  private Stream<Data> all() {
    return Stream.concat(data.stream(), far.stream());
  }

  /** Whether so many entries show at each node. */
  public boolean haveAll(int entries) {
    return all().allMatch(each -> each.entries() == entries);
  }

  /** Whether all that was written is passed on to other sites. */
  public boolean isQuiet() {
    return all().allMatch(each -> each.waiting() == 0);
  }

  /** The key of a counter or an entry. */
  public static String key(int number) {
    return "count/" + number;
  }

  @Override
  public void close() {
    all().forEach(Data::close);
  }
}
