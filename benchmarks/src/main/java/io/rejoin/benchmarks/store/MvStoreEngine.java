package io.rejoin.benchmarks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

final class MvStoreEngine implements BareEngine {
  private final MVStore store;
  private final MVMap<byte[], byte[]> map;

  MvStoreEngine(Path folder) throws IOException {
    Files.createDirectories(folder);
    store = new MVStore.Builder()
        .fileName(folder.resolve("store").toString())
        .autoCommitDisabled()
        .cacheSize(16)
        .open();
    map = store.openMap(
        "entries",
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteArrayDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public void write(byte[][] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], values[i]);
    }
    store.commit();
  }

  @Override
  public void sync() {
    store.sync();
  }

  @Override
  public void forEach(BiConsumer<byte[], byte[]> visitor) {
    map.forEach(visitor);
  }

  @Override
  public void close() {
    store.close();
  }
}
