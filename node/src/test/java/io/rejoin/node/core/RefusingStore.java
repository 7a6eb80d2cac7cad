package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A disk that is full, until somebody makes room. */
final class RefusingStore implements Store {
  private final MemoryStore disk = new MemoryStore();
  private boolean full = true;

  void makeRoom() {
    full = false;
  }

  @Override
  public long append(EntryKey key, State delta, State now) {
    if (full) {
      throw new StoreFull();
    }
    return disk.append(key, delta, now);
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return disk.read(key);
  }

  @Override
  public void forEach(BiConsumer<EntryKey, State> visitor) {
    disk.forEach(visitor);
  }

  @Override
  public void delete(EntryKey key) {
    disk.delete(key);
  }

  @Override
  public Optional<Bytes> get(String name) {
    return disk.get(name);
  }

  @Override
  public void put(String name, Bytes value) {
    disk.put(name, value);
  }

  @Override
  public void close() {}
}
