package io.rejoin.benchmarks.types;

import akka.cluster.ddata.ORSet;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.set.AddWinsSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An element added to a set of a million: only the path to it is copied. */
public class MillionBenchmark extends SideBySide {
  @Param("1000000")
  int size;

  private State set = State.EMPTY;
  private ORSet<String> akkaSet = ORSet.create();

  @Setup
  public void fill() {
    set = Sets.ours(State.EMPTY, team, "element-", size);
    akkaSet = Sets.theirs(akkaSet, team, "element-", size);
  }

  @Benchmark
  public Mutation.Outcome addRejoin() {
    return team.writer(0).does(AddWinsSet.TYPE, set, Sets.add("another"));
  }

  @Benchmark
  public ORSet<String> addAkka() {
    return akkaSet.add(team.node(0), "another");
  }
}
