package io.rejoin.benchmarks.types;

import akka.cluster.ddata.ORSet;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.set.AddWinsSet;

/** The same sets of strings in both engines. */
final class Sets {
  private Sets() {}

  static AddWinsSet.Add add(String element) {
    return new AddWinsSet.Add(Bytes.utf8(element));
  }

  /** The set {@code before} with so many more elements of this name. */
  static State ours(State before, Team team, String name, int count) {
    State set = before;
    for (int i = 0; i < count; i++) {
      set = team.writer(i).after(AddWinsSet.TYPE, set, add(name + i));
    }
    return set;
  }

  static ORSet<String> theirs(ORSet<String> before, Team team, String name, int count) {
    ORSet<String> set = before;
    for (int i = 0; i < count; i++) {
      set = set.add(team.node(i), name + i).resetDelta();
    }
    return stored(set);
  }

  /** As the replicator keeps it: without the mark of what it was made from. */
  @SuppressWarnings("unchecked") // the type stays
  private static ORSet<String> stored(ORSet<String> set) {
    return (ORSet<String>) set.clearAncestor();
  }

  /** As it comes from a peer. */
  static State received(State sent) {
    try {
      return State.read(new ByteReader(sent.toBytes()));
    } catch (MalformedBytes e) {
      throw new IllegalStateException(e);
    }
  }
}
