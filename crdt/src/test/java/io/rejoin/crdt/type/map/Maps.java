package io.rejoin.crdt.type.map;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Remove;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Update;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.set.AddWinsSet;

/** Maps with names that people can read. */
public final class Maps {
  private Maps() {}

  public static <O extends Operation> Update<O> update(
      String field, CrdtType<O> type, O operation) {
    return new Update<>(Bytes.utf8(field), type, operation);
  }

  public static Update<PnCounter.Add> count(String field, long amount) {
    return update(field, PnCounter.TYPE, new PnCounter.Add(amount));
  }

  public static Update<AddWinsSet.Change> addTo(String field, String element) {
    return update(field, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  public static Update<LwwRegister.Set> set(String field, String value) {
    return update(field, LwwRegister.TYPE, new LwwRegister.Set(Bytes.utf8(value)));
  }

  public static Update<ObservedRemoveMap.Change> inside(
      String field, ObservedRemoveMap.Change change) {
    return update(field, ObservedRemoveMap.TYPE, change);
  }

  public static Remove remove(String field) {
    return new Remove(Bytes.utf8(field));
  }

  public static View field(State map, String field, CrdtType<?> type) {
    return ObservedRemoveMap.field(map, Bytes.utf8(field), type);
  }
}
