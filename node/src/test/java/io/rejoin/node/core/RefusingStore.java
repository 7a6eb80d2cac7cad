package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import java.util.List;
import java.util.Optional;

/** A disk that is full, until somebody makes room. */
final class RefusingStore implements Store {
  private final MemoryStore disk = new MemoryStore();
  private boolean full = true;

  void makeRoom() {
    full = false;
  }

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    return replace(key, now);
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    check();
    return disk.replace(key, now);
  }

  @Override
  public long delete(EntryKey key) {
    return disk.delete(key);
  }

  @Override
  public long put(String name, Bytes value) {
    check();
    return disk.put(name, value);
  }

  private void check() {
    if (full) {
      throw new StoreFull();
    }
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return disk.read(key);
  }

  @Override
  public void forEach(Visitor visitor) {
    disk.forEach(visitor);
  }

  @Override
  public Optional<Bytes> get(String name) {
    return disk.get(name);
  }

  @Override
  public long written() {
    return disk.written();
  }

  @Override
  public long synced() {
    return disk.synced();
  }

  @Override
  public void sync(long upTo) {}

  @Override
  public void awaitSynced(long upTo) {}

  @Override
  public void onSynced(Runnable listener) {}

  @Override
  public List<String> damaged() {
    return List.of();
  }

  @Override
  public void close() {}
}
