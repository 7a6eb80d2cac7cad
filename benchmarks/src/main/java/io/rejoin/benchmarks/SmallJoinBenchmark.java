package io.rejoin.benchmarks;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A delta of one add joined into a set: the cost must hardly grow with the set. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallJoinBenchmark {
  @Param({"10", "1000", "100000"})
  private int size;

  private final Writer here = new Writer(new ReplicaId(1));
  private final Writer there = new Writer(new ReplicaId(2));
  private io.rejoin.crdt.State set = io.rejoin.crdt.State.EMPTY;
  private io.rejoin.crdt.State delta = io.rejoin.crdt.State.EMPTY;

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      set = set.join(add(here, "element-" + i)).state();
    }
    delta = add(there, "news");
  }

  private io.rejoin.crdt.State add(Writer writer, String element) {
    return Mutation.delta(AddWinsSet.TYPE, set, new AddWinsSet.Add(Bytes.utf8(element)), writer);
  }

  @Benchmark
  public io.rejoin.crdt.State makeDelta() {
    return add(here, "another");
  }

  @Benchmark
  public Joined joinDelta() {
    return set.join(delta);
  }

  private static final class Writer implements Author {
    private final ReplicaId run;
    private long number;

    Writer(ReplicaId run) {
      this.run = run;
    }

    @Override
    public ReplicaId run() {
      return run;
    }

    @Override
    public long nextNumber() {
      return ++number;
    }

    @Override
    public Timestamp now(Timestamp seen) {
      return seen;
    }
  }
}
