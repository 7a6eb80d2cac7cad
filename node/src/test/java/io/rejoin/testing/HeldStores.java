package io.rejoin.testing;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.data.DurableStore;
import io.rejoin.node.data.StoreProvider;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Disks for tests: what is written to a directory is there for whoever opens it next. */
public final class HeldStores implements StoreProvider {
  private static final Map<Path, Held> STORES = new ConcurrentHashMap<>();

  @Override
  public DurableStore open(Path directory, Duration syncInterval) throws IOException {
    Files.createDirectories(directory);
    return at(directory);
  }

  /** The store of a directory. */
  public static Held at(Path directory) {
    return STORES.computeIfAbsent(directory.toAbsolutePath(), path -> new Held());
  }

  /** A store that counts who waited for it, and may have no room to sync. */
  public static final class Held implements DurableStore {
    private final MemoryStore memory = new MemoryStore();
    private volatile long awaited;
    private volatile boolean full;

    /** Up to where somebody waited. */
    public long awaited() {
      return awaited;
    }

    /** From now on nothing more reaches the disk. */
    public void fill() {
      full = true;
    }

    @Override
    public void awaitSynced(long sequence) {
      if (full) {
        throw new StoreFull();
      }
      awaited = sequence;
    }

    @Override
    public long append(EntryKey key, State delta, Kept now) {
      return memory.append(key, delta, now);
    }

    @Override
    public long replace(EntryKey key, Kept now) {
      return memory.replace(key, now);
    }

    @Override
    public long delete(EntryKey key) {
      return memory.delete(key);
    }

    @Override
    public long put(String name, Bytes value) {
      return memory.put(name, value);
    }

    @Override
    public Optional<State> read(EntryKey key) {
      return memory.read(key);
    }

    @Override
    public void forEach(Visitor visitor) {
      memory.forEach(visitor);
    }

    @Override
    public Optional<Bytes> get(String name) {
      return memory.get(name);
    }

    @Override
    public long written() {
      return memory.written();
    }

    @Override
    public long synced() {
      return memory.synced();
    }

    @Override
    public void sync(long sequence) {
      memory.sync(sequence);
    }

    @Override
    public void onSynced(Runnable listener) {
      memory.onSynced(listener);
    }

    @Override
    public List<String> damaged() {
      return memory.damaged();
    }

    @Override
    public void snapshot(Path target) throws IOException {
      Files.createDirectory(target);
    }

    @Override
    public Figures figures() {
      return new Figures(memory.written(), full);
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
