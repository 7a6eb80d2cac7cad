package io.rejoin.rocksdb;

import java.time.Duration;

/**
 * How a store behaves. The sizes suit a machine of 256 MB: all of them together bound what the
 * store takes outside the heap.
 *
 * @param syncInterval what was written is synced at least so often, also if nobody asks
 * @param reserveBytes writes are refused while the disk has less room than this
 * @param queueBytes what may wait to be written; whoever brings more waits
 * @param cacheBytes of blocks that were read
 * @param bufferBytes of writes that are not in a table yet; there are up to three such buffers
 */
public record RocksSettings(
    Duration syncInterval, long reserveBytes, long queueBytes, long cacheBytes, long bufferBytes) {
  private static final long MIB = 1 << 20;

  public static final RocksSettings STANDARD =
      new RocksSettings(Duration.ofSeconds(1), 64 * MIB, 16 * MIB, 16 * MIB, 16 * MIB);

  public RocksSettings {
    if (syncInterval.isNegative() || syncInterval.isZero()) {
      throw new IllegalArgumentException("a sync interval of " + syncInterval);
    }
    if (reserveBytes < 0 || queueBytes < 1 || cacheBytes < 1 || bufferBytes < 1) {
      throw new IllegalArgumentException("sizes must be positive: " + reserveBytes + " reserved, "
          + queueBytes + " queue, " + cacheBytes + " cache, " + bufferBytes + " buffer");
    }
  }

  public RocksSettings withSyncInterval(Duration interval) {
    return new RocksSettings(interval, reserveBytes, queueBytes, cacheBytes, bufferBytes);
  }

  public RocksSettings withReserveBytes(long bytes) {
    return new RocksSettings(syncInterval, bytes, queueBytes, cacheBytes, bufferBytes);
  }

  public RocksSettings withBufferBytes(long bytes) {
    return new RocksSettings(syncInterval, reserveBytes, queueBytes, cacheBytes, bytes);
  }
}
