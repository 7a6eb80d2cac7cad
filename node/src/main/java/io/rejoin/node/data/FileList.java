package io.rejoin.node.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Every file below a directory with its size and checksum.
 *
 * @param made when the files were listed
 */
record FileList(Instant made, List<Row> rows) {
  private static final String MAGIC = "rejoin-backup 1";
  private static final String FILE = "file";
  private static final int COLUMNS = 4;

  /** One file; the path has slashes and begins below the directory. */
  record Row(String crc, long bytes, String path) {}

  FileList {
    rows = List.copyOf(rows);
  }

  /** Lists what is there, and brings it to the disk. */
  static FileList of(Path directory, Instant now) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(directory)) {
      found = walk.sorted().toList();
    }
    List<Row> rows = new ArrayList<>();
    for (Path path : found) {
      WholeFile.sync(path);
      if (Files.isRegularFile(path)) {
        rows.add(row(directory, path));
      }
    }
    return new FileList(now, rows);
  }

  private static Row row(Path directory, Path file) throws IOException {
    CRC32C crc = new CRC32C();
    long bytes = 0;
    byte[] some = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        crc.update(some, 0, n);
        bytes += n;
      }
    }
    String path = directory.relativize(file).toString().replace('\\', '/');
    return new Row(SealedText.hex(crc.getValue()), bytes, path);
  }

  String text() {
    StringBuilder lines = new StringBuilder(MAGIC + "\nmade " + made + "\n");
    for (Row row : rows) {
      lines.append(FILE + " ").append(row.crc()).append(' ').append(row.bytes());
      lines.append(' ').append(row.path()).append('\n');
    }
    return SealedText.seal(lines.toString());
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static FileList parse(String text) {
    List<String> lines = SealedText.open(text).lines().toList();
    if (lines.size() < 2 || !lines.get(0).equals(MAGIC) || !lines.get(1).startsWith("made ")) {
      throw new IllegalArgumentException("it does not begin with '" + MAGIC + "'");
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] words = line.split(" ", COLUMNS);
      if (words.length != COLUMNS || !words[0].equals(FILE) || leadsOut(words[3])) {
        throw new IllegalArgumentException("a line says nothing: " + line);
      }
      rows.add(new Row(words[1], Long.parseLong(words[2]), words[3]));
    }
    return new FileList(Instant.parse(lines.get(1).substring("made ".length())), rows);
  }

  private static boolean leadsOut(String path) {
    Path parsed = Path.of(path);
    return parsed.isAbsolute() || !parsed.normalize().equals(parsed) || path.startsWith("..");
  }

  int files() {
    return rows.size();
  }

  long bytes() {
    return rows.stream().mapToLong(Row::bytes).sum();
  }

  /**
   * Compares with what is there.
   *
   * @throws IllegalArgumentException naming a file that is missing or not as it was
   */
  void check(Path directory) throws IOException {
    for (Row row : rows) {
      Path file = directory.resolve(row.path());
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(row.path() + " is missing");
      }
      if (!row(directory, file).equals(row)) {
        throw new IllegalArgumentException(row.path() + " is not as it was written");
      }
    }
  }

  /** Copies the files below one folder, and brings them to the disk. */
  void copy(Path from, Path to, String folder) throws IOException {
    for (Row row : rows) {
      if (row.path().startsWith(folder + "/")) {
        Path target = to.resolve(row.path());
        Files.createDirectories(target.getParent());
        Files.copy(from.resolve(row.path()), target);
      }
    }
    of(to, made).check(to);
  }
}
