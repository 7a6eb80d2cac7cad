package io.rejoin.crdt.causal;

import io.rejoin.crdt.persistent.LongMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map from dots, in their order: for each run a {@link LongMap} by number. A change
 * costs O(runs + log n), a range of numbers O(log n + hits).
 */
public final class DotMap<V> implements Iterable<V> {
  private static final DotMap<?> EMPTY = new DotMap<>(new ReplicaId[0], new LongMap<?>[0], 0);

  private final ReplicaId[] runs;
  private final LongMap<?>[] numbers;
  private final int size;

  private DotMap(ReplicaId[] runs, LongMap<?>[] numbers, int size) {
    this.runs = runs;
    this.numbers = numbers;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // holds nothing
  public static <V> DotMap<V> empty() {
    return (DotMap<V>) EMPTY;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The runs that have a dot here, ascending. */
  public List<ReplicaId> runs() {
    return Collections.unmodifiableList(Arrays.asList(runs));
  }

  public @Nullable V get(Dot dot) {
    return numbers(dot.run()).get(dot.number());
  }

  public boolean contains(Dot dot) {
    return get(dot) != null;
  }

  /** The greatest number of a run, 0 if it has none here. */
  public long last(ReplicaId run) {
    LongMap<V> ofRun = numbers(run);
    return ofRun.isEmpty() ? 0 : ofRun.lastKey();
  }

  /** The number of dots of a run. */
  public int size(ReplicaId run) {
    return numbers(run).size();
  }

  public DotMap<V> put(Dot dot, V value) {
    int at = Arrays.binarySearch(runs, dot.run());
    LongMap<V> before = at < 0 ? LongMap.empty() : numbersAt(at);
    LongMap<V> after = before.put(dot.number(), value);
    int newSize = size + after.size() - before.size();
    if (at >= 0) {
      return replaced(at, after, newSize);
    }
    ReplicaId[] moreRuns = Arrays.copyOf(runs, runs.length + 1);
    LongMap<?>[] moreNumbers = Arrays.copyOf(numbers, runs.length + 1);
    System.arraycopy(runs, ~at, moreRuns, ~at + 1, runs.length - ~at);
    System.arraycopy(numbers, ~at, moreNumbers, ~at + 1, runs.length - ~at);
    moreRuns[~at] = dot.run();
    moreNumbers[~at] = after;
    return new DotMap<>(moreRuns, moreNumbers, newSize);
  }

  public DotMap<V> remove(Dot dot) {
    int at = Arrays.binarySearch(runs, dot.run());
    if (at < 0 || !numbersAt(at).containsKey(dot.number())) {
      return this;
    }
    LongMap<V> after = numbersAt(at).remove(dot.number());
    if (!after.isEmpty()) {
      return replaced(at, after, size - 1);
    }
    ReplicaId[] fewerRuns = Arrays.copyOf(runs, runs.length - 1);
    LongMap<?>[] fewerNumbers = Arrays.copyOf(numbers, runs.length - 1);
    System.arraycopy(runs, at + 1, fewerRuns, at, fewerRuns.length - at);
    System.arraycopy(numbers, at + 1, fewerNumbers, at, fewerRuns.length - at);
    return fewerRuns.length == 0 ? empty() : new DotMap<>(fewerRuns, fewerNumbers, size - 1);
  }

  /** Hands over the values of a run's numbers in {@code [from, to]}, ascending. */
  public void forEach(ReplicaId run, long from, long to, Consumer<? super V> action) {
    numbers(run).forEach(from, to, action);
  }

  /** The values in the order of their dots. */
  @Override
  public Iterator<V> iterator() {
    return new Values();
  }

  private DotMap<V> replaced(int at, LongMap<V> ofRun, int newSize) {
    LongMap<?>[] changed = numbers.clone();
    changed[at] = ofRun;
    return new DotMap<>(runs, changed, newSize);
  }

  private LongMap<V> numbers(ReplicaId run) {
    int at = Arrays.binarySearch(runs, run);
    return at < 0 ? LongMap.empty() : numbersAt(at);
  }

  @SuppressWarnings("unchecked") // only put() stores maps
  private LongMap<V> numbersAt(int at) {
    return (LongMap<V>) numbers[at];
  }

  private final class Values implements Iterator<V> {
    private int next;
    private Iterator<V> ofRun = LongMap.<V>empty().iterator();

    @Override
    public boolean hasNext() {
      while (!ofRun.hasNext() && next < numbers.length) {
        ofRun = numbersAt(next++).iterator();
      }
      return ofRun.hasNext();
    }

    @Override
    public V next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ofRun.next();
    }
  }
}
