package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.MvRegister;
import java.util.List;

/**
 * One value, or several if they were written without knowledge of each other: the application
 * decides, and writes its decision over them.
 *
 * @param <T> the class of the values
 */
public final class MultiValueRegister<T> extends Handle<List<T>> {
  private final Codec<T> codec;

  public MultiValueRegister(Place place, Codec<T> codec) {
    super(place);
    this.codec = codec;
  }

  /** Writes a value over all that this node has seen. */
  public Receipt set(T value) {
    return apply(MvRegister.TYPE, new MvRegister.Set(limits().checkValue(codec.encode(value))));
  }

  @Override
  protected List<T> read(View view) {
    return decodeAll(codec, MvRegister.values(view));
  }
}
