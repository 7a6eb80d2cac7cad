package io.rejoin.value;

import static io.rejoin.crdt.type.counter.GrowOnlyCounter.TYPE;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.counter.GrowOnlyCounter.Increment;

/** A counter that only counts up; concurrent counts add up. */
public final class GrowOnlyCounter extends Handle<Long> {
  public GrowOnlyCounter(Place place) {
    super(place);
  }

  /** Counts one up. */
  public Receipt increment() {
    return add(1);
  }

  /**
   * Counts up.
   *
   * @throws IllegalArgumentException if the amount is negative
   */
  public Receipt add(long amount) {
    return apply(TYPE, new Increment(amount));
  }

  @Override
  protected Long read(View view) {
    return io.rejoin.crdt.type.counter.GrowOnlyCounter.value(view);
  }
}
