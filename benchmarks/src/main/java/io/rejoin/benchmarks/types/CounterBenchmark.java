package io.rejoin.benchmarks.types;

import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.SelfUniqueAddress;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.counter.PnCounter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Counters that some nodes have written, incremented by one of them and joined. */
public class CounterBenchmark extends SideBySide {
  private static final PnCounter.Add ONE = new PnCounter.Add(1);

  @Param({"3", "50"})
  int replicas;

  private final Digester digester = new Digester(SipHash.derive(Bytes.utf8("a key"), "digest"));
  private Team all = team;
  private State counter = State.EMPTY;
  private State atRest = State.EMPTY;
  private State ahead = State.EMPTY;
  private PNCounter akkaCounter = PNCounter.create();
  private PNCounter akkaAhead = akkaCounter;

  @Setup
  public void fill() {
    all = new Team(1, replicas);
    State before = State.EMPTY;
    PNCounter akkaBefore = PNCounter.create();
    for (int i = 0; i < replicas; i++) {
      before = all.writer(i).after(PnCounter.TYPE, before, new PnCounter.Add(1_000L * i + 1));
      akkaBefore = plus(akkaBefore, all.node(i), 1_000L * i + 1);
    }
    counter = all.writer(0).after(PnCounter.TYPE, before, ONE);
    atRest = counter.compact();
    ahead = Sets.received(all.writer(1).after(PnCounter.TYPE, before, ONE));
    akkaCounter = plus(akkaBefore, all.node(0), 1);
    akkaAhead = plus(akkaBefore, all.node(1), 1);
  }

  /** Merged into an empty one, so that it is not taken for a descendant of what it came from. */
  private static PNCounter plus(PNCounter counter, SelfUniqueAddress node, long amount) {
    return PNCounter.create().merge(counter.increment(node, amount).resetDelta());
  }

  @Benchmark
  public Mutation.Outcome incrementRejoin() {
    return all.writer(0).does(PnCounter.TYPE, counter, ONE);
  }

  @Benchmark
  public PNCounter incrementAkka() {
    return akkaCounter.increment(all.node(0), 1);
  }

  /** With what a replica does: it keeps up the digest. */
  @Benchmark
  public Digest writeRejoin(Blackhole sink) {
    Mutation.Outcome outcome = all.writer(0).does(PnCounter.TYPE, counter, ONE);
    sink.consume(outcome);
    return digester.update(Digest.ZERO, outcome.joined());
  }

  /** With what the replicator does: it takes the delta off and merges into what it has. */
  @Benchmark
  public PNCounter writeAkka(Blackhole sink) {
    PNCounter incremented = akkaCounter.increment(all.node(0), 1);
    sink.consume(incremented.delta());
    return akkaCounter.merge(incremented.resetDelta());
  }

  /** Of a counter that was not in use, and is kept as its encoding. */
  @Benchmark
  public Mutation.Outcome incrementAtRestRejoin() {
    return all.writer(0).does(PnCounter.TYPE, atRest, ONE);
  }

  /** Akka has one form only. */
  @Benchmark
  public PNCounter incrementAtRestAkka() {
    return akkaCounter.increment(all.node(0), 1);
  }

  @Benchmark
  public Joined joinRejoin() {
    return counter.join(ahead);
  }

  @Benchmark
  public PNCounter joinAkka() {
    return akkaCounter.merge(akkaAhead);
  }
}
