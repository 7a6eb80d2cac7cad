package io.rejoin.node.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Keeps entries in memory, for as long as this object is kept: a node that starts again over the
 * same store finds its entries, a new store is an empty disk.
 */
public final class MemoryStore implements Store {
  private final Map<EntryKey, State> entries = new ConcurrentHashMap<>();
  private final Map<String, Bytes> metadata = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  @Override
  public long append(EntryKey key, State delta, State now) {
    entries.put(key, now);
    return sequence.incrementAndGet();
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public void forEach(BiConsumer<EntryKey, State> visitor) {
    entries.forEach(visitor);
  }

  @Override
  public void delete(EntryKey key) {
    entries.remove(key);
  }

  @Override
  public Optional<Bytes> get(String name) {
    return Optional.ofNullable(metadata.get(name));
  }

  @Override
  public void put(String name, Bytes value) {
    metadata.put(name, value);
  }

  @Override
  public void close() {
    // Whoever holds the store may open it again.
  }
}
