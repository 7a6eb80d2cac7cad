package io.rejoin.testing;

import io.rejoin.node.data.DurableStore;
import io.rejoin.node.data.StoreProvider;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
  public static final class Held extends PassThrough implements DurableStore {
    private volatile long awaited;
    private volatile boolean full;

    Held() {
      super(new MemoryStore());
    }

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
    public void snapshot(Path target) throws IOException {
      Files.createDirectory(target);
    }

    @Override
    public Figures figures() {
      return new Figures(written(), full);
    }
  }
}
