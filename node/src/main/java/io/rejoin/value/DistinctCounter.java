package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.counter.HyperLogLog;

/**
 * About how many distinct elements were added: a standard error of 0.8 %, in at most 17 KiB however
 * many there are. It cannot say which they were.
 */
public final class DistinctCounter extends Handle<Long> {
  public DistinctCounter(Place place) {
    super(place);
  }

  public Receipt add(String element) {
    return add(element, Codec.string());
  }

  /** The codec must be canonical: what has other bytes is another element. */
  public <T> Receipt add(T element, Codec<T> codec) {
    return apply(
        HyperLogLog.TYPE,
        new HyperLogLog.Add(canonical("elements that are counted", codec).encode(element)));
  }

  @Override
  protected Long read(View view) {
    return HyperLogLog.count(view);
  }
}
