package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A map whose values are counters, registers, sets, carts or maps again. Removing a field takes
 * away what this node has seen of it; concurrent updates of the field survive.
 *
 * <p>A snapshot of it is the set of its fields, sorted by their bytes. The same field under two
 * types is two values.
 */
public final class ReplicatedMap extends Handle<Set<String>> {
  public ReplicatedMap(Place place) {
    super(place);
  }

  public Counter counter(String field) {
    return new Counter(place().field(name(field), PnCounter.TYPE));
  }

  public <T> Register<T> register(String field, Codec<T> codec) {
    return new Register<>(place().field(name(field), LwwRegister.TYPE), codec);
  }

  public <T> MultiValueRegister<T> multiValueRegister(String field, Codec<T> codec) {
    return new MultiValueRegister<>(place().field(name(field), MvRegister.TYPE), codec);
  }

  public <T> ReplicatedSet<T> set(String field, Codec<T> codec) {
    return new ReplicatedSet<>(place().field(name(field), AddWinsSet.TYPE), codec);
  }

  public ReplicatedMap map(String field) {
    return new ReplicatedMap(place().field(name(field), ObservedRemoveMap.TYPE));
  }

  public Cart cart(String field) {
    return new Cart(place().field(name(field), ShoppingCart.TYPE));
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
