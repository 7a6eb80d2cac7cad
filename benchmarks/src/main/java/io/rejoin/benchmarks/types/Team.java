package io.rejoin.benchmarks.types;

import akka.actor.Address;
import akka.cluster.UniqueAddress;
import akka.cluster.ddata.SelfUniqueAddress;

/** A few nodes that write in turns: as runs of ours, and as Akka's nodes. */
final class Team {
  private final Writer[] writers;
  private final SelfUniqueAddress[] nodes;

  /** The nodes from {@code first} on. */
  Team(int first, int count) {
    writers = new Writer[count];
    nodes = new SelfUniqueAddress[count];
    for (int i = 0; i < count; i++) {
      writers[i] = new Writer(first + i);
      nodes[i] = named(first + i);
    }
  }

  private static SelfUniqueAddress named(int which) {
    Address address = new Address("akka", "grid", "10.0.0." + which, 2551);
    return new SelfUniqueAddress(new UniqueAddress(address, which * 0x9e3779b97f4a7c15L));
  }

  /** Whose turn the i-th write is. */
  Writer writer(int i) {
    return writers[i % writers.length];
  }

  SelfUniqueAddress node(int i) {
    return nodes[i % nodes.length];
  }
}
