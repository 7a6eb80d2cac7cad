package io.rejoin.node.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps nothing: for a node whose entries live in its memory only. After a restart it is empty. */
public final class NoStore implements Store {
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

  @Override
  public long synced() {
    return sequence.get();
  }

  @Override
  public void sync(long upTo) {
    // Nobody was promised anything.
  }

  @Override
  public void awaitSynced(long upTo) {
    // There is nothing to wait for.
  }

  @Override
  public void onSynced(Runnable listener) {
    // It never lags behind.
  }

  @Override
  public List<String> damaged() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
