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

  @Override
  protected Set<String> read(View view) {
    Set<String> fields = new LinkedHashSet<>();
    for (Bytes field : ObservedRemoveMap.fields(view).keySet()) {
      fields.add(field.utf8());
    }
    return Collections.unmodifiableSet(fields);
  }
}
