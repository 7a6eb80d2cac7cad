package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.counter.PnCounter;

/** A counter that counts up and down at every site; concurrent counts add up. */
public final class Counter extends Handle<Long> {
  public Counter(Place place) {
    super(place);
  }

  /** Counts one up. */
  public Receipt increment() {
    return add(1);
  }

  /** Counts one down. */
  public Receipt decrement() {
    return add(-1);
  }

  /** Counts up, or down with a negative amount. */
  public Receipt add(long amount) {
    return apply(PnCounter.TYPE, new PnCounter.Add(amount));
  }

  @Override
  protected Long read(View view) {
    return PnCounter.value(view);
  }
}
