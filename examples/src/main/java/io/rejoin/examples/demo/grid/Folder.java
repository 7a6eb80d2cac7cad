package io.rejoin.examples.demo.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for the configurations, logs and data of nodes. */
final class Folder {
  private final Path path;
  private volatile boolean kept;

  private Folder(Path path) {
    this.path = path;
  }

  static Folder create() throws IOException {
    return new Folder(Files.createTempDirectory("rejoin-demo-"));
  }

  Path path() {
    return path;
  }

  /** From now on {@link #delete} leaves it where it is. */
  void keep() {
    kept = true;
  }

  void delete() {
    if (!kept) {
      delete(path);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> content = Files.walk(folder)) {
      List<Path> innermostFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path one : innermostFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
