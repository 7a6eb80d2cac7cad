package io.rejoin.node.port;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Keeps entries and a little metadata over a restart of the node.
 *
 * <p>Thread-safe. Calls for one entry are made in order, under the lock of its shard, and must not
 * block. What was appended before a {@link #put} is kept at least as long as the metadata, so that
 * a stored clock never covers an operation that the stored entries lack.
 */
public interface Store extends AutoCloseable {

  /**
   * Records that an entry became {@code now} by joining {@code delta}.
   *
   * @return the sequence of this record, growing with every call
   * @throws StoreFull if there is no room; nothing was recorded then
   */
  long append(EntryKey key, State delta, State now);

  /** The entry as last appended. */
  Optional<State> read(EntryKey key);

  /** Visits every entry, in any order. */
  void forEach(BiConsumer<EntryKey, State> visitor);

  /** Removes an entry; an unknown one is no error. */
  void delete(EntryKey key);

  /** A value of the metadata. */
  Optional<Bytes> get(String name);

  /** Sets a value of the metadata, after everything that was appended before. */
  void put(String name, Bytes value);

  @Override
  void close();
}
