package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.ExtremeRegister.Offer;
import java.util.Optional;

/**
 * The greatest or the smallest of all values that were ever offered: a high-water mark, a first
 * sighting. Values are compared by their bytes; those of {@link Codec#int64} sort like the numbers.
 *
 * @param <T> the class of the values
 */
public final class ExtremeRegister<T> extends Handle<Optional<T>> {
  private final io.rejoin.crdt.type.register.ExtremeRegister type;
  private final Codec<T> codec;

  private ExtremeRegister(
      Place place, io.rejoin.crdt.type.register.ExtremeRegister type, Codec<T> codec) {
    super(place);
    this.type = type;
    this.codec = canonical("values that are compared", codec);
  }

  static <T> ExtremeRegister<T> max(Values values, String name, Codec<T> codec) {
    return of(values, name, codec, io.rejoin.crdt.type.register.ExtremeRegister.MAX);
  }

  static <T> ExtremeRegister<T> min(Values values, String name, Codec<T> codec) {
    return of(values, name, codec, io.rejoin.crdt.type.register.ExtremeRegister.MIN);
  }

  private static <T> ExtremeRegister<T> of(
      Values values,
      String name,
      Codec<T> codec,
      io.rejoin.crdt.type.register.ExtremeRegister type) {
    return new ExtremeRegister<>(values.place(type, name), type, codec);
  }

  /** Takes the value if it goes beyond the one that is here. */
  public Receipt offer(T value) {
    return apply(type, new Offer(limits().checkValue(codec.encode(value))));
  }

  @Override
  protected Optional<T> read(View view) {
    return type.value(view).map(bytes -> decode(codec, bytes));
  }
}
