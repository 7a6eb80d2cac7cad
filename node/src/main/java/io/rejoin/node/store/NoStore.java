package io.rejoin.node.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps nothing: for a node whose entries live in its memory only. After a restart it is empty. */
public final class NoStore implements Unsynced {
  private final AtomicLong sequence = new AtomicLong();

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    return sequence.incrementAndGet();
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    return sequence.incrementAndGet();
  }

  @Override
  public long delete(EntryKey key) {
    return sequence.incrementAndGet();
  }

  @Override
  public long put(String name, Bytes value) {
    return sequence.incrementAndGet();
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return Optional.empty();
  }

  @Override
  public void forEach(Visitor visitor) {
    // There is nothing to visit.
  }

  @Override
  public Optional<Bytes> get(String name) {
    return Optional.empty();
  }

  @Override
  public long written() {
    return sequence.get();
  }
}
