package io.rejoin.benchmarks.types;

import akka.cluster.ddata.ORSet;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.set.AddWinsSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** An element added to sets of several sizes, and a delta of one add joined into them. */
public class SetBenchmark extends SideBySide {
  private static final String NEW = "another";

  @Param({"10", "1000", "100000"})
  int size;

  private final Digester digester = new Digester(SipHash.derive(Bytes.utf8("a key"), "digest"));
  private State set = State.EMPTY;
  private State delta = State.EMPTY;
  private ORSet<String> akkaSet = ORSet.create();
  private ORSet.DeltaOp akkaDelta = addedByAkka().delta().get();

  @Setup
  public void fill() {
    set = Sets.ours(State.EMPTY, team, "element-", size);
    delta = Sets.received(addedByRejoin().delta());
    akkaSet = Sets.theirs(akkaSet, team, "element-", size);
    akkaDelta = addedByAkka().delta().get();
  }

  private Mutation.Outcome addedByRejoin() {
    return others.writer(0).does(AddWinsSet.TYPE, set, Sets.add(NEW));
  }

  private ORSet<String> addedByAkka() {
    return akkaSet.add(others.node(0), NEW);
  }

  /** The delta and the new state. */
  @Benchmark
  public Mutation.Outcome addRejoin() {
    return addedByRejoin();
  }

  /** The new state, which carries the delta. */
  @Benchmark
  public ORSet<String> addAkka() {
    return addedByAkka();
  }

  /** With what a replica does: it keeps up the digest. */
  @Benchmark
  public Digest writeRejoin(Blackhole sink) {
    Mutation.Outcome outcome = addedByRejoin();
    sink.consume(outcome);
    return digester.update(Digest.ZERO, outcome.joined());
  }

  /** With what the replicator does: it takes the delta off and merges into what it has. */
  @Benchmark
  public ORSet<String> writeAkka(Blackhole sink) {
    ORSet<String> added = addedByAkka();
    sink.consume(added.delta());
    return akkaSet.merge(added.resetDelta());
  }

  @Benchmark
  public Joined joinDeltaRejoin() {
    return set.join(delta);
  }

  @Benchmark
  public ORSet<String> joinDeltaAkka() {
    return akkaSet.mergeDelta(akkaDelta);
  }
}
