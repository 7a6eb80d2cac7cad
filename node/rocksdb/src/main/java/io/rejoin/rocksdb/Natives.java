package io.rejoin.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads the native library and deletes its copy at once where the system allows it, so that
 * processes that are killed leave nothing behind.
 */
final class Natives {
  private static boolean loaded;

  private Natives() {}

  static synchronized void load() {
    if (loaded) {
      return;
    }
    String name = Environment.getJniLibraryFileName("rocksdb");
    try (InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
      if (library == null) {
        RocksDB.loadLibrary();
      } else {
        Path folder = Files.createTempDirectory("rejoin-rocksdb");
        Path file = folder.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        Files.copy(library, file);
        RocksDB.loadLibrary(List.of(folder.toString()));
        if (!file.toFile().delete() || !folder.toFile().delete()) {
          folder.toFile().deleteOnExit();
          file.toFile().deleteOnExit();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the native library " + name, e);
    }
    loaded = true;
  }
}
