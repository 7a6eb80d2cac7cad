package io.rejoin.simulator.workload;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Names;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One client over a run: where it is and what it has added, so that it can take it away again. */
final class Session {
  private final String name;
  private final Topology.Node node;
  private final int client;
  private final Map<EntryKey, SortedSet<Bytes>> own = new HashMap<>();

  /** The client of a number, from 1, of a workload at a node. */
  Session(String workload, Topology.Node node, int client) {
    name = workload + "@" + node.name() + "#" + client;
    this.node = node;
    this.client = client;
  }

  String name() {
    return name;
  }

  Topology.Node node() {
    return node;
  }

  int client() {
    return client;
  }

  /** The n-th operation, as in {@code only}. */
  String operation(long n) {
    return node.name() + "#" + client + ":" + n;
  }

  void added(EntryKey key, Bytes element) {
    own.computeIfAbsent(key, any -> new TreeSet<>()).add(element);
  }

  void removed(EntryKey key, Bytes element) {
    SortedSet<Bytes> elements = own.get(key);
    if (elements != null) {
      elements.remove(element);
    }
  }

  /**
   * One of the elements that this client added under a key and has not removed. Each has a score of
   * its own, so that one more or less changes the choice only if it is the one that is chosen.
   */
  Optional<Bytes> oneOfOwn(EntryKey key, long draw) {
    return own.getOrDefault(key, new TreeSet<>()).stream()
        .min(Comparator.comparingLong(element -> Names.subject(element.utf8() + draw)));
  }

  @Override
  public String toString() {
    return name;
  }
}
