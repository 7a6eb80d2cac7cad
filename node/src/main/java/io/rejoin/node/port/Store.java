package io.rejoin.node.port;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.digest.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Keeps entries and a little metadata over a restart of the node.
 *
 * <p>Thread-safe. Every write takes the next sequence number. Writes reach the disk in that order:
 * whatever is lost when a process or a machine dies is the end of it, so a stored clock never
 * covers an operation that the stored entries lack. Writes for one entry are made in order, under
 * the lock of its shard, and do not wait for the disk; only {@link #awaitSynced} does.
 *
 * <p>What is read is what was last written, also if it has not reached the disk yet. A record whose
 * checksum is wrong is set aside and counted, and its entry is absent then; others are unaffected.
 */
public interface Store extends AutoCloseable {

  /**
   * An entry as it is to be kept.
   *
   * @param digest of the live content
   * @param live the number of live items
   * @param time when its content last changed here, in milliseconds since 1970
   * @param mark how often the node had stored its progress by then: tells what came after the last
   *     time
   */
  record Kept(State state, Digest digest, int live, long time, long mark) {}

  /** Sees what is kept, without opening the states. */
  interface Visitor {
    void entry(EntryKey key, Digest digest, int live, long time, long mark);
  }

  /**
   * Records that an entry became {@code now} by joining {@code delta}; costs as much as the delta.
   *
   * @return the sequence number of this record
   * @throws StoreFull if there is no room; nothing was recorded then
   */
  long append(EntryKey key, State delta, Kept now);

  /**
   * Records an entry anew, whatever was recorded of it before.
   *
   * @return the sequence number of this record
   * @throws StoreFull if there is no room; nothing was recorded then
   */
  long replace(EntryKey key, Kept now);

  /** Removes an entry, for which there is always room; an unknown one is no error. */
  long delete(EntryKey key);

  /**
   * Sets a value of the metadata.
   *
   * @throws StoreFull if there is no room; nothing was recorded then
   */
  long put(String name, Bytes value);

  /** The entry as last recorded. */
  Optional<State> read(EntryKey key);

  /** Whether entries are read again when needed, so that memory need not hold all of them. */
  default boolean isReread() {
    return false;
  }

  /** Visits every entry, in any order. */
  void forEach(Visitor visitor);

  /** A value of the metadata. */
  Optional<Bytes> get(String name);

  /** What was written up to this sequence number survives the end of this process. */
  long written();

  /** What was written up to this sequence number survives a failure of the power. */
  long synced();

  /** Asks for {@link #synced} to reach a sequence number soon; never waits. */
  void sync(long sequence);

  /**
   * Asks for the same and waits until it is so; not for the core's thread.
   *
   * @throws StoreFull if there is no room for it; it will be written when there is
   */
  void awaitSynced(long sequence);

  /** Runs, on any thread, whenever {@link #synced} has advanced; must not block. */
  void onSynced(Runnable listener);

  /**
   * What was set aside because it was damaged, for people: a line for each, told apart by time or
   * number, in the order in which it was found; at most the first thousand.
   */
  List<String> damaged();

  @Override
  void close();
}
