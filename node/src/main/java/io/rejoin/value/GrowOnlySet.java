package io.rejoin.value;

import static io.rejoin.crdt.type.set.GrowOnlySet.TYPE;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.set.GrowOnlySet.Add;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A set that only grows.
 *
 * @param <T> the class of the elements
 */
public final class GrowOnlySet<T> extends Handle<Set<T>> {
  private final Codec<T> codec;

  public GrowOnlySet(Place place, Codec<T> codec) {
    super(place);
    this.codec = canonical("elements of a set", codec);
  }

  public Receipt add(T element) {
    return apply(TYPE, new Add(codec.encode(element)));
  }

  public boolean contains(T element) {
    return io.rejoin.crdt.type.set.GrowOnlySet.contains(place().view(), codec.encode(element));
  }

  public int size() {
    return io.rejoin.crdt.type.set.GrowOnlySet.size(place().view());
  }

  @Override
  protected Set<T> read(View view) {
    Set<T> elements = new LinkedHashSet<>();
    io.rejoin.crdt.type.set.GrowOnlySet.elements(view)
        .forEach(bytes -> elements.add(decode(codec, bytes)));
    return Collections.unmodifiableSet(elements);
  }
}
