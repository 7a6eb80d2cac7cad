package io.rejoin.benchmarks.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.BiConsumer;

/** An embedded store without anything around it, with the options that this job asks for. */
public interface BareEngine extends AutoCloseable {

  /** The engines that are compared. */
  enum Kind {
    ROCKSDB,
    LMDB,
    MVSTORE,
    SQLITE;

    /** Opens an engine; {@code sync} says whether batches will be synced. */
    public BareEngine open(Path folder, boolean sync) throws Exception {
      return switch (this) {
        case ROCKSDB -> new RocksEngine(folder);
        case LMDB -> new LmdbEngine(folder);
        case MVSTORE -> new MvStoreEngine(folder);
        case SQLITE -> new SqliteEngine(folder, sync);
      };
    }
  }

  /** Writes pairs so that they outlive the process: all of them, or none. */
  void write(byte[][] keys, byte[][] values) throws Exception;

  /** What was written outlives the machine's power when this returns. */
  void sync() throws Exception;

  void forEach(BiConsumer<byte[], byte[]> visitor) throws Exception;

  @Override
  void close() throws SQLException;
}
