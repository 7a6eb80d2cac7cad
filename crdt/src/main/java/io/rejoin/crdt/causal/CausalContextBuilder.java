package io.rejoin.crdt.causal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects dots that come in ascending order. Not thread-safe. */
public final class CausalContextBuilder {
  private final List<ReplicaId> runs = new ArrayList<>();
  private final List<Intervals> numbers = new ArrayList<>();
  private @Nullable ReplicaId run;
  private IntervalsBuilder open = new IntervalsBuilder();

  /** Adds the numbers {@code [from, to]} of a run; runs ascending, and within a run {@code from}. */
  public void add(ReplicaId ofRun, long from, long to) {
    if (run == null || !run.equals(ofRun)) {
      if (run != null && run.compareTo(ofRun) > 0) {
        throw new IllegalArgumentException("runs not ascending: " + run + ", " + ofRun);
      }
      close();
      run = ofRun;
    }
    open.add(from, to);
  }

  /** Adds numbers of a run that are not below those added before. */
  public void add(ReplicaId ofRun, Intervals more) {
    for (int i = 0; i < more.count(); i++) {
      add(ofRun, more.from(i), more.to(i));
    }
  }

  /** The dots so far; the builder must not be used afterwards. */
  public CausalContext build() {
    close();
    return CausalContext.ofSorted(runs, numbers);
  }

  private void close() {
    if (run != null && !open.isEmpty()) {
      runs.add(run);
      numbers.add(open.build());
      open = new IntervalsBuilder();
    }
  }
}
