package io.rejoin.node.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps entries in memory, for as long as this object is kept: a node that starts again over the
 * same store finds its entries, a new store is an empty disk.
 */
public final class MemoryStore implements Unsynced {
  private final Map<EntryKey, Kept> entries = new ConcurrentHashMap<>();
  private final Map<String, Bytes> metadata = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  /** Another one with the same content, as of an image. */
  public MemoryStore copy() {
    MemoryStore image = new MemoryStore();
    image.entries.putAll(entries);
    image.metadata.putAll(metadata);
    image.sequence.set(sequence.get());
    return image;
  }

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    return replace(key, now);
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    entries.put(key, now);
    return sequence.incrementAndGet();
  }

  @Override
  public long delete(EntryKey key) {
    entries.remove(key);
    return sequence.incrementAndGet();
  }

  @Override
  public long put(String name, Bytes value) {
    metadata.put(name, value);
    return sequence.incrementAndGet();
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return Optional.ofNullable(entries.get(key)).map(Kept::state);
  }

  @Override
  public void forEach(Visitor visitor) {
    entries.forEach(
        (key, kept) -> visitor.entry(key, kept.digest(), kept.live(), kept.time(), kept.mark()));
  }

  @Override
  public Optional<Bytes> get(String name) {
    return Optional.ofNullable(metadata.get(name));
  }

  @Override
  public long written() {
    return sequence.get();
  }
}
