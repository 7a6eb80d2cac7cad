package io.rejoin.crdt.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link DotMap} of at most {@link #MOST} dots: two arrays, searched from end to end. */
final class FewDots<V> extends DotMap<V> {
  static final int MOST = 8;

  private static final FewDots<?> NONE = new FewDots<>(new Dot[0], new Object[0]);

  private final Dot[] dots;
  private final Object[] values;

  private FewDots(Dot[] dots, Object[] values) {
    this.dots = dots;
    this.values = values;
  }

  @SuppressWarnings("unchecked") // holds nothing
  static <V> FewDots<V> none() {
    return (FewDots<V>) NONE;
  }

  static <V> DotMap<V> sorted(List<? extends V> values, Function<? super V, Dot> dot) {
    if (values.isEmpty()) {
      return none();
    }
    Dot[] dots = new Dot[values.size()];
    for (int i = 0; i < dots.length; i++) {
      dots[i] = dot.apply(values.get(i));
      if (i > 0 && dots[i - 1].compareTo(dots[i]) >= 0) {
        throw new IllegalArgumentException("dots not ascending: " + dots[i]);
      }
    }
    return new FewDots<>(dots, values.toArray());
  }

  @Override
  public int size() {
    return dots.length;
  }

  @Override
  public List<ReplicaId> runs() {
    List<ReplicaId> runs = new ArrayList<>(dots.length);
    for (int i = 0; i < dots.length; i++) {
      if (i == 0 || !dots[i].run().equals(dots[i - 1].run())) {
        runs.add(dots[i].run());
      }
    }
    return Collections.unmodifiableList(runs);
  }

  @Override
  @SuppressWarnings("unchecked") // only put() and sorted() store values
  public List<V> values() {
    return (List<V>) Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public @Nullable V get(Dot dot) {
    for (int i = 0; i < dots.length; i++) {
      if (dots[i].equals(dot)) {
        return value(i);
      }
    }
    return null;
  }

  @Override
  public long last(ReplicaId run) {
    long last = 0;
    for (Dot dot : dots) {
      if (dot.run().equals(run)) {
        last = dot.number();
      }
    }
    return last;
  }

  @Override
  public int size(ReplicaId run) {
    int size = 0;
    for (Dot dot : dots) {
      if (dot.run().equals(run)) {
        size++;
      }
    }
    return size;
  }

  @Override
  public DotMap<V> put(Dot dot, V value) {
    int at = Arrays.binarySearch(dots, dot);
    if (at >= 0) {
      Object[] changed = values.clone();
      changed[at] = value;
      return new FewDots<>(dots, changed);
    }
    if (dots.length == MOST) {
      return many().put(dot, value);
    }
    Dot[] moreDots = Arrays.copyOf(dots, dots.length + 1);
    Object[] moreValues = Arrays.copyOf(values, dots.length + 1);
    System.arraycopy(dots, ~at, moreDots, ~at + 1, dots.length - ~at);
    System.arraycopy(values, ~at, moreValues, ~at + 1, dots.length - ~at);
    moreDots[~at] = dot;
    moreValues[~at] = value;
    return new FewDots<>(moreDots, moreValues);
  }

  private DotMap<V> many() {
    DotMap<V> many = ManyDots.none();
    for (int i = 0; i < dots.length; i++) {
      many = many.put(dots[i], value(i));
    }
    return many;
  }

  @Override
  public DotMap<V> remove(Dot dot) {
    int at = Arrays.binarySearch(dots, dot);
    if (at < 0) {
      return this;
    }
    if (dots.length == 1) {
      return none();
    }
    Dot[] fewerDots = Arrays.copyOf(dots, dots.length - 1);
    Object[] fewerValues = Arrays.copyOf(values, dots.length - 1);
    System.arraycopy(dots, at + 1, fewerDots, at, fewerDots.length - at);
    System.arraycopy(values, at + 1, fewerValues, at, fewerDots.length - at);
    return new FewDots<>(fewerDots, fewerValues);
  }

  @Override
  public void forEach(ReplicaId run, long from, long to, Consumer<? super V> action) {
    for (int i = 0; i < dots.length; i++) {
      Dot dot = dots[i];
      if (dot.number() >= from && dot.number() <= to && dot.run().equals(run)) {
        action.accept(value(i));
      }
    }
  }

  @Override
  public void forEach(Consumer<? super V> action) {
    for (int i = 0; i < dots.length; i++) {
      action.accept(value(i));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // only put() and sorted() store values
  public Iterator<V> iterator() {
    return (Iterator<V>) Arrays.asList(values).iterator();
  }

  @SuppressWarnings("unchecked") // only put() and sorted() store values
  private V value(int at) {
    return (V) values[at];
  }
}
