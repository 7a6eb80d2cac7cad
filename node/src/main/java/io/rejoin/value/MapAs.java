package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.crdt.View;
import java.util.function.Function;

/** A map that is shown as an application's own class; see {@link ReplicatedMap#as}. */
final class MapAs<V> extends Handle<V> {
  private final Function<? super Values, ? extends V> reader;

  MapAs(Place place, Function<? super Values, ? extends V> reader) {
    super(place);
    this.reader = reader;
  }

  @Override
  protected V read(View view) {
    Place then = place().at(view);
    return reader.apply((Values) (type, field) -> then.field(name(field), type));
  }
}
