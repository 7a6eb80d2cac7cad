package io.rejoin.hazelcast.federation;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a split cluster merges, Hazelcast gives up what the smaller side has of federated maps of
 * plain values, and the grid brings it back: so all of it has to be in the grid before. Hazelcast
 * tells a member in time, and waits for the answer.
 */
final class Merging implements LifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(Merging.class);

  /** Less than the time after which Hazelcast tries to merge again. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /** For operations that have passed the gate. */
  private static final long REST_MILLIS = 20;

  private final Cluster cluster;
  private final Marks marks;
  private final Rounds rounds;

  /** Of a member's federation. */
  interface Rounds {

    /** None until {@link #goOn}, but what is asked for here. */
    void rest();

    /** Tells the grid what these marks are of, in maps of plain values, soon. */
    Future<?> tell(Predicate<Mark> these);

    /** This member's maps are those of the merged cluster now. */
    void goOn();
  }

  Merging(Cluster cluster, Marks marks, Rounds rounds) {
    this.cluster = cluster;
    this.marks = marks;
    this.rounds = rounds;
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    try {
      switch (event.getState()) {
        case MERGING -> tellAll();
        case MERGED, MERGE_FAILED -> end();
        default -> {}
      }
    } catch (RejectedExecutionException over) {
      LOG.debug("a merge after the end", over);
    }
  }

  private void end() {
    marks.open();
    marks.keep(false);
    rounds.goOn();
  }

  /**
   * First what was written before: the map has it. Then, as writers may be faster, none is let in
   * any more, and the marks themselves have kept what was written meanwhile.
   */
  private void tellAll() {
    long end = System.nanoTime() + PATIENCE;
    rounds.rest();
    marks.keep(true);
    try {
      tell(Mark::isToBeAsked, end);
      marks.shut(isElsewhere());
      TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
      tell(Mark::isKept, end);
    } catch (TimeoutException | ExecutionException failure) {
      LOG.warn("the grid may not know of the last changes, which the merge gives up", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Predicate<Mark> these, long end)
      throws InterruptedException, ExecutionException, TimeoutException {
    rounds.tell(these).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** From then on this member's operations are those of the merged cluster. */
  private BooleanSupplier isElsewhere() {
    UUID before = cluster.getLocalMember().getUuid();
    return () -> !before.equals(cluster.getLocalMember().getUuid())
        && cluster.getMembers().size() > 1;
  }
}
