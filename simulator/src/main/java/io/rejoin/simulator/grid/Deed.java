package io.rejoin.simulator.grid;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.Operations;
import io.rejoin.node.core.Written;

/** Something that a client does to an entry. */
public record Deed<O extends Operation>(EntryKey key, CrdtType<O> type, O operation) {

  public static <O extends Operation> Deed<O> of(CrdtType<O> type, String key, O operation) {
    return new Deed<>(new EntryKey(type.id(), Bytes.utf8(key)), type, operation);
  }

  Written doneAt(Operations operations) {
    return operations.carryOut(key, type, operation);
  }
}
