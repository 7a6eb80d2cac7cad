package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * A replicated data type: which items an operation puts and removes. How items are read is up to
 * static methods of the type over a {@link View}; how states join is the same for all ({@link
 * State}). Stateless and thread-safe.
 *
 * <p>Values may come from a node with a newer version or a fault: a reader leaves out an item whose
 * value it cannot read, on every node alike, and never throws for it.
 *
 * @param <O> the operations of this type
 */
public interface CrdtType<O extends Operation> {

  /** Part of every entry's name: 1 to 999 are this product's, users take 1,000 and more. */
  int id();

  /** For people, configuration and paths of the HTTP API: lower case and hyphens. */
  String name();

  /**
   * Carries an operation out upon what the slot shows.
   *
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  void apply(Slot slot, O operation);

  /**
   * Reads one operation, and accepts only what its {@link Operation#write} writes.
   *
   * @param nestable the types that a value inside this one may be of
   */
  O readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes;
}
