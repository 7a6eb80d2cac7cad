package io.rejoin.node.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Keeps nothing: for a node whose entries live in its memory only. After a restart it is empty. */
public final class NoStore implements Store {
  private final AtomicLong sequence = new AtomicLong();

  @Override
  public long append(EntryKey key, State delta, State now) {
    return sequence.incrementAndGet();
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return Optional.empty();
  }

  @Override
  public void forEach(BiConsumer<EntryKey, State> visitor) {
    // There is nothing to visit.
  }

  @Override
  public void delete(EntryKey key) {
    // There is nothing to delete.
  }

  @Override
  public Optional<Bytes> get(String name) {
    return Optional.empty();
  }

  @Override
  public void put(String name, Bytes value) {
    // Nothing is kept.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
