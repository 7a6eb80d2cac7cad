package io.rejoin.rocksdb;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Whether the disk has less room than is to be left; looks at most every 100 ms. Thread-safe. */
final class FreeSpace {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

  private final FileStore disk;
  private final long reserve;
  private volatile long looked;
  private volatile boolean full;

  FreeSpace(Path folder, long reserve) throws IOException {
    disk = Files.getFileStore(folder);
    this.reserve = reserve;
    look(System.nanoTime());
  }

  boolean isFull() {
    long now = System.nanoTime();
    if (now - looked > INTERVAL) {
      look(now);
    }
    return full;
  }

  private void look(long now) {
    looked = now;
    try {
      full = disk.getUsableSpace() < reserve;
    } catch (IOException e) {
      full = true;
    }
  }
}
