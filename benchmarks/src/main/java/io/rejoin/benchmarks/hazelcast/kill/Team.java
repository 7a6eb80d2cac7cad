package io.rejoin.benchmarks.hazelcast.kill;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.table.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Three nodes, each a process of its own. */
final class Team implements AutoCloseable {
  static final int NOBODY = -1;

  private static final double PATIENCE = 60;
  private static final double STILL_SECONDS = 2;

  private final Engine engine;
  private final Path folder;
  private final List<NodeProcess> nodes = new ArrayList<>();

  private Team(Engine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  static Team start(Engine engine, Path folder) throws Exception {
    Team team = new Team(engine, folder);
    try {
      while (team.nodes.size() < Nodes.COUNT) {
        team.nodes.add(team.open(team.nodes.size()));
      }
      team.awaitLinked();
      return team;
    } catch (Exception failure) {
      team.close();
      throw failure;
    }
  }

  private NodeProcess open(int number) throws IOException {
    Optional<String> seed = nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(nodes.get(number == 0 ? 1 : 0).ask(OneNode.ADDRESS));
    return new NodeProcess(engine, folder.resolve("node-" + number), seed);
  }

  private void awaitLinked() throws Exception {
    require("three nodes that exchange data", () -> {
      for (NodeProcess node : nodes) {
        if (node.number(OneNode.PEERS) != Nodes.COUNT - 1) {
          return false;
        }
      }
      return true;
    });
  }

  NodeProcess at(int number) {
    return nodes.get(number);
  }

  /** Starts a node anew that was killed, with what is in its folder. */
  void restart(int number) throws Exception {
    nodes.set(number, open(number));
    awaitLinked();
  }

  /** What all but one node show, once that is the same and has been so for a while. */
  long settled(String counter, int without) throws Exception {
    long[] last = {-1};
    long[] since = {System.nanoTime()};
    require("the same value of " + counter, () -> {
      Set<Long> values = new HashSet<>();
      for (NodeProcess node : nodes) {
        if (without == NOBODY || node != nodes.get(without)) {
          values.add(node.number(OneNode.VALUE + " " + counter));
        }
      }
      long value = values.iterator().next();
      if (values.size() > 1 || value != last[0]) {
        last[0] = value;
        since[0] = System.nanoTime();
        return false;
      }
      return Watch.secondsSince(since[0]) > STILL_SECONDS;
    });
    return last[0];
  }

  private void require(String what, Watch.Condition condition) throws Exception {
    if (!Watch.await(PATIENCE, condition)) {
      throw new IllegalStateException("not within a minute with " + engine.title() + ": " + what);
    }
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
  }
}
