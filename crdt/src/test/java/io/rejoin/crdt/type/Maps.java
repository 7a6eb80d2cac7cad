package io.rejoin.crdt.type;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.ObservedRemoveMap.Remove;
import io.rejoin.crdt.type.ObservedRemoveMap.Update;

/** Maps with names that people can read. */
final class Maps {
  private Maps() {}

  static <O extends Operation> Update<O> update(String field, CrdtType<O> type, O operation) {
    return new Update<>(Bytes.utf8(field), type, operation);
  }

  static Update<PnCounter.Add> count(String field, long amount) {
    return update(field, PnCounter.TYPE, new PnCounter.Add(amount));
  }

  static Update<AddWinsSet.Change> addTo(String field, String element) {
    return update(field, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  static Update<LwwRegister.Set> set(String field, String value) {
    return update(field, LwwRegister.TYPE, new LwwRegister.Set(Bytes.utf8(value)));
  }

  static Update<ObservedRemoveMap.Change> inside(String field, ObservedRemoveMap.Change change) {
    return update(field, ObservedRemoveMap.TYPE, change);
  }

  static Remove remove(String field) {
    return new Remove(Bytes.utf8(field));
  }

  static View field(State map, String field, CrdtType<?> type) {
    return ObservedRemoveMap.field(map, Bytes.utf8(field), type);
  }
}
