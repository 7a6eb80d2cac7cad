package io.rejoin.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was damaged, for people: a list, and the files as far as there is room for them. The
 * list is on the disk before anything damaged is taken away, and outlives restarts, so a node
 * cannot miss that it has lost something; it is gone when somebody deletes the folder.
 */
final class SetAside {
  private static final int MAX_NOTES = 1_000;
  private static final int MAX_FILES = 64;
  private static final long MAX_BYTES = 256L << 20;
  private static final Logger log = LoggerFactory.getLogger(SetAside.class);

  private final Path folder;
  private final Path list;
  private final List<String> notes = new ArrayList<>();

  SetAside(Path folder) throws IOException {
    this.folder = folder;
    list = folder.resolve("list.txt");
    if (Files.exists(list)) {
      notes.addAll(Files.readAllLines(list));
    }
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Notes a damage; on the disk when this returns. */
  synchronized void note(String what) {
    log.warn("Damaged, set aside: {}", what);
    if (notes.size() >= MAX_NOTES) {
      return;
    }
    String line = Instant.now() + " " + what.replace('\n', ' ');
    notes.add(line);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          list,
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note a damage in " + list, e);
    }
  }

  /** Keeps the bytes of a record that is damaged, if there is room. */
  synchronized void keep(byte[] key, byte[] value) {
    try {
      if (hasRoom(value.length)) {
        Path file = free(Keys.isMeta(key) ? "metadata" : "record");
        Files.write(file, List.of(Keys.describe(key)), StandardCharsets.UTF_8);
        Files.write(file, value, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      log.warn("A damaged record could not be kept: {}", e.toString());
    }
  }

  /** Keeps a copy of a file, if there is room; on the same disk this is a link. */
  synchronized void keep(Path file) {
    try {
      if (hasRoom(Files.size(file))) {
        Files.createLink(free(file.getFileName().toString()), file);
      }
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("A damaged file could not be kept: {}", e.toString());
    }
  }

  /** Moves a whole folder here. */
  synchronized void move(Path whole) throws IOException {
    Files.createDirectories(folder);
    Files.move(whole, free(whole.getFileName().toString()));
  }

  private boolean hasRoom(long bytes) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      long sum = bytes;
      for (Path each : all) {
        sum += Files.isRegularFile(each) ? Files.size(each) : 0;
      }
      return all.size() < MAX_FILES && sum <= MAX_BYTES;
    }
  }

  private Path free(String name) {
    Path file = folder.resolve(name);
    for (int i = 1; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i);
    }
    return file;
  }
}
