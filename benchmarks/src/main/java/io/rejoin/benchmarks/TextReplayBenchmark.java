package io.rejoin.benchmarks;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A text of 250,000 edits of one character each: carried out one by one, the delta of each too;
 * and all the deltas joined one by one at another replica, which reads the text now and then. Each
 * is one run of the whole history. Tells the sizes at the end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class TextReplayBenchmark {
  private static final int EDITS = 250_000;
  private static final int READS = 100;

  private final EditingHistory history = new EditingHistory(EDITS);
  private final List<io.rejoin.crdt.State> deltas = new ArrayList<>();
  private io.rejoin.crdt.State text = io.rejoin.crdt.State.EMPTY;

  /** One replica. */
  private static final class Writer implements Author {
    private long number;

    @Override
    public ReplicaId run() {
      return new ReplicaId(0x5eed);
    }

    @Override
    public long nextNumber() {
      return ++number;
    }

    @Override
    public Timestamp now(Timestamp seen) {
      return seen.next();
    }
  }

  @Setup
  public void write() {
    text = replay();
  }

  @Benchmark
  public io.rejoin.crdt.State replay() {
    deltas.clear();
    Writer writer = new Writer();
    io.rejoin.crdt.State state = io.rejoin.crdt.State.EMPTY;
    for (ReplicatedText.Change edit : history.edits()) {
      Mutation.Outcome outcome = Mutation.carryOut(ReplicatedText.TYPE, state, edit, writer);
      deltas.add(outcome.delta());
      state = outcome.joined().state();
    }
    return checked(state);
  }

  @Benchmark
  public io.rejoin.crdt.State joinAllDeltas() {
    io.rejoin.crdt.State state = io.rejoin.crdt.State.EMPTY;
    for (int i = 0; i < deltas.size(); i++) {
      state = state.join(deltas.get(i)).state();
      if (i % (EDITS / READS) == 0) {
        ReplicatedText.size(state);
      }
    }
    return checked(state);
  }

  @Benchmark
  public String readWithoutIndex() {
    return ReplicatedText.text(text.root());
  }

  private io.rejoin.crdt.State checked(io.rejoin.crdt.State state) {
    if (!ReplicatedText.text(state).equals(history.text())) {
      throw new IllegalStateException("another text");
    }
    return state;
  }

  /** Sizes; what the heap holds is measured by leaving the text alone there. */
  @TearDown
  public void tellSizes() {
    long deltaBytes = 0;
    for (io.rejoin.crdt.State delta : deltas) {
      deltaBytes += delta.toBytes().length();
    }
    deltas.clear();
    long with = used();
    int characters = ReplicatedText.size(text);
    int vacant = ReplicatedText.vacant(text);
    int items = text.size();
    int encoded = text.toBytes().length();
    text = io.rejoin.crdt.State.EMPTY;
    System.out.printf(
        "%n%,d characters, %,d deleted, %,d items; heap %,d B with the index; encoded %,d B;"
            + " %.1f B per delta%n",
        characters, vacant, items, with - used(), encoded, (double) deltaBytes / EDITS);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
