package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A disk that is full. */
final class RefusingStore implements Store {
  @Override
  public long append(EntryKey key, State delta, State now) {
    throw new IllegalStateException("disk full");
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return Optional.empty();
  }

  @Override
  public void forEach(BiConsumer<EntryKey, State> visitor) {}

  @Override
  public void delete(EntryKey key) {}

  @Override
  public Optional<Bytes> get(String name) {
    return Optional.empty();
  }

  @Override
  public void put(String name, Bytes value) {}

  @Override
  public void close() {}
}
