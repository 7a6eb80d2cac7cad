package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.LwwRegister;
import java.util.List;
import java.util.Optional;

/**
 * One value, last writer wins. Of values written without knowledge of each other the one with the
 * latest hybrid time shows; the others stay readable as {@link #losers()} until the next write.
 *
 * @param <T> the class of the values
 */
public final class Register<T> extends Handle<Optional<T>> {
  private final Codec<T> codec;

  public Register(Place place, Codec<T> codec) {
    super(place);
    this.codec = codec;
  }

  /** Writes a value over all that this node has seen. */
  public Receipt set(T value) {
    return apply(LwwRegister.TYPE, new LwwRegister.Set(limits().checkValue(codec.encode(value))));
  }

  /** The values that lost against the one that shows, the latest first. */
  public List<T> losers() {
    return decodeAll(
        codec,
        LwwRegister.versions(place().view()).stream()
            .skip(1)
            .map(LwwRegister.Version::value)
            .toList());
  }

  @Override
  protected Optional<T> read(View view) {
    return LwwRegister.value(view).map(bytes -> decode(codec, bytes));
  }
}
