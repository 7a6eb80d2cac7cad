package io.rejoin.rocksdb;

import java.util.concurrent.TimeUnit;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * The engine's options. After a crash the log counts up to the first record that is not whole, so
 * what is there is always a beginning of what was written.
 */
final class Tuning implements AutoCloseable {
  private static final int OPEN_FILES = 256;
  private static final int BITS_PER_KEY = 10;
  private static final long LOG_BYTES = 1 << 20;

  private final LRUCache cache;
  private final BloomFilter filter = new BloomFilter(BITS_PER_KEY);
  private final Options options = new Options();
  private final WriteOptions write = new WriteOptions();

  Tuning(RocksSettings settings) {
    cache = new LRUCache(settings.cacheBytes());
    options
        .setCreateIfMissing(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setWriteBufferSize(settings.bufferBytes())
        .setMaxWriteBufferNumber(3)
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setStatsDumpPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_BYTES)
        .setKeepLogFileNum(2)
        .setDeleteObsoleteFilesPeriodMicros(TimeUnit.MINUTES.toMicros(10))
        .setTableFormatConfig(new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(filter)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true));
  }

  Options options() {
    return options;
  }

  /** For all writes: they reach the operating system at once, and the disk with the next sync. */
  WriteOptions write() {
    return write;
  }

  @Override
  public void close() {
    write.close();
    options.close();
    filter.close();
    cache.close();
  }
}
