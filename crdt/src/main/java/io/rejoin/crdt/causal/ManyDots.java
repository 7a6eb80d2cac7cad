package io.rejoin.crdt.causal;

import io.rejoin.crdt.persistent.LongMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link DotMap} of many dots: for each run a map by number. */
final class ManyDots<V> extends DotMap<V> {
  private static final ManyDots<?> NONE = new ManyDots<>(new ReplicaId[0], new LongMap<?>[0], 0);

  private final ReplicaId[] runs;
  private final LongMap<?>[] numbers;
  private final int size;

  private ManyDots(ReplicaId[] runs, LongMap<?>[] numbers, int size) {
    this.runs = runs;
    this.numbers = numbers;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // holds nothing
  static <V> ManyDots<V> none() {
    return (ManyDots<V>) NONE;
  }

  static <V> ManyDots<V> sorted(List<V> values, Function<? super V, Dot> dot) {
    List<ReplicaId> runs = new ArrayList<>(4);
    List<LongMap<V>> numbers = new ArrayList<>(4);
    for (int from = 0, to; from < values.size(); from = to) {
      ReplicaId run = dot.apply(values.get(from)).run();
      to = from + 1;
      while (to < values.size() && dot.apply(values.get(to)).run().equals(run)) {
        to++;
      }
      if (from > 0 && runs.get(runs.size() - 1).compareTo(run) >= 0) {
        throw new IllegalArgumentException("runs not ascending: " + run);
      }
      runs.add(run);
      List<V> ofRun = values.subList(from, to);
      numbers.add(LongMap.ofAscending(ofRun, value -> dot.apply(value).number()));
    }
    return new ManyDots<>(
        runs.toArray(new ReplicaId[0]), numbers.toArray(new LongMap<?>[0]), values.size());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<ReplicaId> runs() {
    return Collections.unmodifiableList(Arrays.asList(runs));
  }

  @Override
  public List<V> values() {
    List<V> values = new ArrayList<>(size);
    forEach(values::add);
    return Collections.unmodifiableList(values);
  }

  @Override
  public @Nullable V get(Dot dot) {
    return numbers(dot.run()).get(dot.number());
  }

  @Override
  public long last(ReplicaId run) {
    LongMap<V> ofRun = numbers(run);
    return ofRun.isEmpty() ? 0 : ofRun.lastKey();
  }

  @Override
  public int size(ReplicaId run) {
    return numbers(run).size();
  }

  @Override
  public DotMap<V> put(Dot dot, V value) {
    int at = ReplicaId.search(runs, dot.run());
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
    return new ManyDots<>(moreRuns, moreNumbers, newSize);
  }

  @Override
  public DotMap<V> remove(Dot dot) {
    int at = ReplicaId.search(runs, dot.run());
    if (at < 0 || !numbersAt(at).containsKey(dot.number())) {
      return this;
    }
    LongMap<V> after = numbersAt(at).remove(dot.number());
    if (!after.isEmpty()) {
      return replaced(at, after, size - 1);
    }
    if (runs.length == 1) {
      return empty();
    }
    ReplicaId[] fewerRuns = Arrays.copyOf(runs, runs.length - 1);
    LongMap<?>[] fewerNumbers = Arrays.copyOf(numbers, runs.length - 1);
    System.arraycopy(runs, at + 1, fewerRuns, at, fewerRuns.length - at);
    System.arraycopy(numbers, at + 1, fewerNumbers, at, fewerRuns.length - at);
    return new ManyDots<>(fewerRuns, fewerNumbers, size - 1);
  }

  @Override
  public void forEach(ReplicaId run, long from, long to, Consumer<? super V> action) {
    numbers(run).forEach(from, to, action);
  }

  @Override
  public void forEach(Consumer<? super V> action) {
    for (int i = 0; i < numbers.length; i++) {
      numbersAt(i).forEach(action);
    }
  }

  @Override
  public Iterator<V> iterator() {
    return new Values();
  }

  private DotMap<V> replaced(int at, LongMap<V> ofRun, int newSize) {
    LongMap<?>[] changed = numbers.clone();
    changed[at] = ofRun;
    return new ManyDots<>(runs, changed, newSize);
  }

  private LongMap<V> numbers(ReplicaId run) {
    int at = ReplicaId.search(runs, run);
    return at < 0 ? LongMap.empty() : numbersAt(at);
  }

  @SuppressWarnings("unchecked") // only put() and sorted() store maps
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
