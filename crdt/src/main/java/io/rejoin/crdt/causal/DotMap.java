package io.rejoin.crdt.causal;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map from dots, iterated in their order. A few dots are kept in a sorted array, many
 * in a {@link io.rejoin.crdt.persistent.LongMap} by number for each run: a change costs O(runs +
 * log n), a range of numbers O(log n + hits).
 */
public abstract sealed class DotMap<V> implements Iterable<V> permits FewDots, ManyDots {

  DotMap() {}

  public static <V> DotMap<V> empty() {
    return FewDots.none();
  }

  /** The map of these values, whose dots ascend strictly. */
  public static <V> DotMap<V> ofAscending(List<V> values, Function<? super V, Dot> dot) {
    return values.size() <= FewDots.MOST
        ? FewDots.sorted(values, dot)
        : ManyDots.sorted(values, dot);
  }

  public abstract int size();

  public final boolean isEmpty() {
    return size() == 0;
  }

  /** The runs that have a dot here, ascending. */
  public abstract List<ReplicaId> runs();

  /** The values by dot. Costs O(size) if they are many. */
  public abstract List<V> values();

  public abstract @Nullable V get(Dot dot);

  public final boolean contains(Dot dot) {
    return get(dot) != null;
  }

  /** The greatest number of a run, 0 if it has none here. */
  public abstract long last(ReplicaId run);

  /** The number of dots of a run. */
  public abstract int size(ReplicaId run);

  public abstract DotMap<V> put(Dot dot, V value);

  public abstract DotMap<V> remove(Dot dot);

  /** Hands over the values of a run's numbers in {@code [from, to]}, ascending. */
  public abstract void forEach(ReplicaId run, long from, long to, Consumer<? super V> action);
}
