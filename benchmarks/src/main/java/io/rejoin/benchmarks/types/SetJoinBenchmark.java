package io.rejoin.benchmarks.types;

import akka.cluster.ddata.ORSet;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Two sets of 1,000 elements joined: with nothing in common, and with all but ten on each side. */
public class SetJoinBenchmark extends SideBySide {
  private static final int SIZE = 1_000;
  private static final int DIFFERING = 10;

  private State set = State.EMPTY;
  private State disjoint = State.EMPTY;
  private State near = State.EMPTY;
  private State alsoNear = State.EMPTY;
  private ORSet<String> akkaSet = ORSet.create();
  private ORSet<String> akkaDisjoint = ORSet.create();
  private ORSet<String> akkaNear = ORSet.create();
  private ORSet<String> akkaAlsoNear = ORSet.create();

  @Setup
  public void fill() {
    set = Sets.ours(State.EMPTY, team, "element-", SIZE);
    disjoint = Sets.received(Sets.ours(State.EMPTY, others, "other-", SIZE));
    State common = Sets.ours(State.EMPTY, team, "common-", SIZE - DIFFERING);
    near = Sets.ours(common, team, "element-", DIFFERING);
    alsoNear = Sets.received(Sets.ours(common, others, "other-", DIFFERING));
  }

  @Setup
  public void fillAkka() {
    akkaSet = Sets.theirs(ORSet.create(), team, "element-", SIZE);
    akkaDisjoint = Sets.theirs(ORSet.create(), others, "other-", SIZE);
    ORSet<String> common = Sets.theirs(ORSet.create(), team, "common-", SIZE - DIFFERING);
    akkaNear = Sets.theirs(common, team, "element-", DIFFERING);
    akkaAlsoNear = Sets.theirs(common, others, "other-", DIFFERING);
  }

  @Benchmark
  public Joined disjointRejoin() {
    return set.join(disjoint);
  }

  @Benchmark
  public ORSet<String> disjointAkka() {
    return akkaSet.merge(akkaDisjoint);
  }

  @Benchmark
  public Joined nearRejoin() {
    return near.join(alsoNear);
  }

  @Benchmark
  public ORSet<String> nearAkka() {
    return akkaNear.merge(akkaAlsoNear);
  }
}
