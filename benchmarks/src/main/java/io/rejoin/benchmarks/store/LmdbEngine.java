package io.rejoin.benchmarks.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

final class LmdbEngine implements BareEngine {
  private static final long MAP_BYTES = 4L << 30;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> table;
  private final ByteBuffer key = ByteBuffer.allocateDirect(64);
  private final ByteBuffer value = ByteBuffer.allocateDirect(1 << 12);

  LmdbEngine(Path folder) throws IOException {
    Files.createDirectories(folder);
    env = Env.create().setMapSize(MAP_BYTES).open(folder.toFile(), EnvFlags.MDB_NOSYNC);
    table = env.openDbi((byte[]) null, DbiFlags.MDB_CREATE);
  }

  @Override
  public void write(byte[][] keys, byte[][] values) {
    try (Txn<ByteBuffer> transaction = env.txnWrite()) {
      for (int i = 0; i < keys.length; i++) {
        key.clear().put(keys[i]).flip();
        value.clear().put(values[i]).flip();
        table.put(transaction, key, value);
      }
      transaction.commit();
    }
  }

  @Override
  public void sync() {
    env.sync(true);
  }

  @Override
  public void forEach(BiConsumer<byte[], byte[]> visitor) {
    try (Txn<ByteBuffer> transaction = env.txnRead();
        CursorIterable<ByteBuffer> pairs = table.iterate(transaction)) {
      for (CursorIterable.KeyVal<ByteBuffer> pair : pairs) {
        visitor.accept(bytes(pair.key()), bytes(pair.val()));
      }
    }
  }

  private static byte[] bytes(ByteBuffer source) {
    byte[] copy = new byte[source.remaining()];
    source.get(copy);
    return copy;
  }

  @Override
  public void close() {
    env.close();
  }
}
