package io.rejoin.node.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Small files that are there as a whole or not at all, whenever the power fails: written beside,
 * synced, renamed, and the rename synced too.
 */
public final class WholeFile {
  private static final String UNFINISHED = ".new";

  private WholeFile() {}

  /** Writes a text in place of what was there. */
  public static void write(Path file, String text) throws IOException {
    Path beside = beside(file);
    try (FileChannel channel = FileChannel.open(
        beside,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    move(beside, file);
  }

  /** Where a file is written before it takes its name. */
  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Renames a file or directory within one file system, for good. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncParent(from);
    syncParent(to);
  }

  /** Whether a file is the remains of a {@link #write} that did not end. */
  static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(UNFINISHED);
  }

  private static void syncParent(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      sync(parent);
    }
  }

  /** Brings a file, or the names in a directory, to the disk. */
  public static void sync(Path path) throws IOException {
    boolean names = Files.isDirectory(path);
    if (names && path.getFileSystem().getSeparator().equals("\\")) {
      return; // Windows opens no directory, and keeps names by itself
    }
    StandardOpenOption how = names ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
