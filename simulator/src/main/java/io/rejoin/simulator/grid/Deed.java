package io.rejoin.simulator.grid;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.Operations;
import io.rejoin.node.core.Written;

/**
 * Something that a client does to an entry.
 *
 * @param seen what was seen of it elsewhere, if its node does not show it
 */
public record Deed<O extends Operation>(EntryKey key, CrdtType<O> type, O operation, State seen) {
  public Deed(EntryKey key, CrdtType<O> type, O operation) {
    this(key, type, operation, State.EMPTY);
  }

  public static <O extends Operation> Deed<O> of(CrdtType<O> type, String key, O operation) {
    return new Deed<>(new EntryKey(type.id(), Bytes.utf8(key)), type, operation);
  }

  /** The same by a node that has asked others for the entry. */
  Deed<O> over(State found) {
    return new Deed<>(key, type, operation, found);
  }

  Written doneAt(Operations operations) {
    return operations.carryOut(key, type, operation, seen);
  }
}
