package io.rejoin.benchmarks.store;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

final class RocksEngine implements BareEngine {
  private final Options options = new Options()
      .setCreateIfMissing(true)
      .setWriteBufferSize(16 << 20)
      .setCompressionType(CompressionType.LZ4_COMPRESSION);
  private final WriteOptions write = new WriteOptions();
  private final RocksDB db;

  RocksEngine(Path folder) throws RocksDBException {
    db = RocksDB.open(options, folder.toString());
  }

  @Override
  public void write(byte[][] keys, byte[][] values) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < keys.length; i++) {
        batch.put(keys[i], values[i]);
      }
      db.write(write, batch);
    }
  }

  @Override
  public void sync() throws RocksDBException {
    db.syncWal();
  }

  @Override
  public void forEach(BiConsumer<byte[], byte[]> visitor) throws RocksDBException {
    try (RocksIterator cursor = db.newIterator()) {
      for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
        visitor.accept(cursor.key(), cursor.value());
      }
      cursor.status();
    }
  }

  @Override
  public void close() {
    db.close();
    write.close();
    options.close();
  }
}
