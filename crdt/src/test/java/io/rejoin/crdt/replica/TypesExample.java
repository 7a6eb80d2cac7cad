package io.rejoin.crdt.replica;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** An example of docs/TYPES.md, between markers: a test compares the texts. */
final class TypesExample {
  private TypesExample() {}

  static State withoutGrid() throws MalformedBytes {
    // TYPES without-grid
    HybridClock clock = new HybridClock(InstantSource.system(), Duration.ofMinutes(5));
    SecureRandom random = new SecureRandom(); // a new run at every start of the process
    var here = new Replica<>(AddWinsSet.TYPE, new Writer(ReplicaId.random(random), clock));
    var there = new Replica<>(AddWinsSet.TYPE, new Writer(ReplicaId.random(random), clock));

    State delta = here.apply(new AddWinsSet.Add(Bytes.utf8("pallet 7")));
    Bytes onTheWire = delta.toBytes();
    there.join(State.read(new ByteReader(onTheWire)));
    System.out.println(AddWinsSet.elements(there.state()));
    // TYPES end
    return there.state();
  }
}
