package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A map whose values are of any type, maps again too; only a bounded counter must be an entry.
 * Removing a field takes away what this node has seen of it; concurrent updates of it survive.
 *
 * <p>A snapshot of it is the set of its fields, sorted by their bytes. The same field under two
 * types is two values.
 */
public final class ReplicatedMap extends Handle<Set<String>> implements Values {
  public ReplicatedMap(Place place) {
    super(place);
  }

  @Override
  public Place place(CrdtType<?> type, String field) {
    return place().field(name(field), type);
  }

  /** Removes the field, under every type, as far as it was written before. */
  public Receipt remove(String field) {
    return apply(ObservedRemoveMap.TYPE, new ObservedRemoveMap.Remove(name(field)));
  }

  /**
   * The map as a class of your own, with all its fields of one moment: no write comes between the
   * reading of one field and of the next, and listeners get the whole before and after.
   *
   * <pre>{@code
   * Handle<Truck> truck = grid.map("trucks/7").as(fields ->
   *     new Truck(fields.counter("km").value(), fields.set("tags", Codec.string()).value()));
   * }</pre>
   *
   * @param reader makes the value out of handles that show that moment for ever, and refuse writes
   *     by {@link io.rejoin.GridException.BadOperation}; it may be called on any thread
   */
  public <V> Handle<V> as(Function<? super Values, ? extends V> reader) {
    return new MapAs<>(place(), reader);
  }

  @Override
  protected Set<String> read(View view) {
    Set<String> fields = new LinkedHashSet<>();
    for (Bytes field : ObservedRemoveMap.fields(view).keySet()) {
      fields.add(field.utf8());
    }
    return Collections.unmodifiableSet(fields);
  }
}
