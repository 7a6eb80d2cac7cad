package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteWriter;

/**
 * Something to be done to an entry, as data: a record nested in its type. Handles, HTTP and command
 * line build the same records. Operations are carried out where they arise; only deltas travel
 * between nodes.
 */
public interface Operation {

  /** Appends the canonical encoding, which the type's {@link CrdtType#readOperation} reads. */
  void write(ByteWriter out);
}
