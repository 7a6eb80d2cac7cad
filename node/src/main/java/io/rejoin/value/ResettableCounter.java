package io.rejoin.value;

import static io.rejoin.crdt.type.counter.ResettableCounter.TYPE;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.counter.ResettableCounter.Add;
import io.rejoin.crdt.type.counter.ResettableCounter.Reset;

/**
 * A counter that can be set back to zero. A reset takes away what this node has seen of the count;
 * what is counted elsewhere at the same time stays, exactly.
 */
public final class ResettableCounter extends Handle<Long> {
  public ResettableCounter(Place place) {
    super(place);
  }

  /** Counts one up. */
  public Receipt increment() {
    return add(1);
  }

  /** Counts up, or down with a negative amount. */
  public Receipt add(long amount) {
    return apply(TYPE, new Add(amount));
  }

  /** Takes away what is seen. */
  public Receipt reset() {
    return apply(TYPE, new Reset());
  }

  @Override
  protected Long read(View view) {
    return io.rejoin.crdt.type.counter.ResettableCounter.value(view);
  }
}
