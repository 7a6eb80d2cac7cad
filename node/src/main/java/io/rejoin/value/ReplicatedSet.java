package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A set in which an add wins over a remove that did not see it. Elements are compared and sorted by
 * their bytes, so its codec must be canonical.
 *
 * @param <T> the class of the elements
 */
public final class ReplicatedSet<T> extends Handle<Set<T>> {
  private final Codec<T> codec;

  public ReplicatedSet(Place place, Codec<T> codec) {
    super(place);
    if (!codec.canonical()) {
      throw new GridException.BadOperation(
          "elements of a set are compared by their bytes and need a canonical codec, such as"
              + " Codec.string()");
    }
    this.codec = codec;
  }

  public Receipt add(T element) {
    return apply(AddWinsSet.TYPE, new AddWinsSet.Add(codec.encode(element)));
  }

  /** Removes the element as far as it was added before; a concurrent add survives. */
  public Receipt remove(T element) {
    return apply(AddWinsSet.TYPE, new AddWinsSet.Remove(codec.encode(element)));
  }

  /** Removes all elements that are here; concurrent adds survive. */
  public Receipt clear() {
    return apply(AddWinsSet.TYPE, new AddWinsSet.Clear());
  }

  public boolean contains(T element) {
    return AddWinsSet.contains(place().view(), codec.encode(element));
  }

  public int size() {
    return AddWinsSet.size(place().view());
  }

  @Override
  protected Set<T> read(View view) {
    Set<T> elements = new LinkedHashSet<>();
    AddWinsSet.elements(view).forEach(bytes -> elements.add(decode(codec, bytes)));
    return Collections.unmodifiableSet(elements);
  }
}
