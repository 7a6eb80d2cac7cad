package io.rejoin.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.WriteBatch;

/**
 * Makes a folder of the engine whole again. What is damaged is noted before it is taken away.
 *
 * <p>A folder that opens is copied, without the entries that cannot be read, and the copy takes its
 * place. One that does not open is taken back to an earlier state of its tables that can be read,
 * without the log; if there is none, it is set aside as a whole, and the store is empty.
 */
final class Repair {
  private static final int GROUP_BYTES = 4 << 20;
  private static final Pattern MANIFEST = Pattern.compile("MANIFEST-\\d+");

  private final Path home;
  private final SetAside aside;

  /** The folder of a store, in which that of the engine is {@code db}. */
  Repair(Path home, SetAside aside) {
    this.home = home;
    this.aside = aside;
  }

  Path folder() {
    return home.resolve("db");
  }

  private Path fresh() {
    return home.resolve("db.new");
  }

  private Path old() {
    return home.resolve("db.old");
  }

  // ---- a copy takes the place of a folder

  /** Ends what an earlier process had begun. */
  void settle() throws IOException {
    if (Files.exists(old()) && !Files.exists(folder())) {
      Files.move(fresh(), folder());
    }
    delete(fresh());
    delete(old());
  }

  /** Copies what can be read; the engine is closed. */
  void rebuild(Path folder, Tuning tuning) throws RocksDBException, IOException {
    try {
      copy(folder, tuning);
    } catch (RocksDBException damage) {
      if (!Engine.isDamage(damage)) {
        throw damage;
      }
      reopenable(damage, tuning);
    }
  }

  private void copy(Path folder, Tuning tuning) throws RocksDBException, IOException {
    delete(fresh());
    try (RocksDB from = RocksDB.openReadOnly(tuning.options(), folder.toString());
        RocksDB to = RocksDB.open(tuning.options(), fresh().toString());
        Copy copy = new Copy(to, tuning);
        FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      Engine.scan(from, copy);
      copy.write();
      to.flush(flush);
      keepDamagedTables(folder);
    }
    Files.move(folder, old());
    Files.move(fresh(), folder());
    delete(old());
  }

  private final class Copy implements Scan.Sink, AutoCloseable {
    private final RocksDB to;
    private final Tuning tuning;
    private final WriteBatch batch = new WriteBatch();

    Copy(RocksDB to, Tuning tuning) {
      this.to = to;
      this.tuning = tuning;
    }

    @Override
    public void group(Group group) {
      if (!group.isWhole()) {
        setAside(group);
        return;
      }
      try {
        for (int i = 0; i < group.keys().size(); i++) {
          batch.put(group.keys().get(i), group.values().get(i));
        }
        if (batch.getDataSize() > GROUP_BYTES) {
          write();
        }
      } catch (RocksDBException e) {
        throw new IllegalStateException("cannot copy what is whole", e);
      }
    }

    @Override
    public void gap(byte[] after, byte[] before, String why) {
      noteGap(after, before, why);
    }

    void write() throws RocksDBException {
      to.write(tuning.write(), batch);
      batch.clear();
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  /** Notes a damaged entry and keeps its records. */
  void setAside(Group group) {
    aside.note(Keys.describe(group.keys().get(0)) + ": a record is not as it was written");
    for (int i = 0; i < group.keys().size(); i++) {
      aside.keep(group.keys().get(i), group.values().get(i));
    }
  }

  private void noteGap(byte[] after, byte[] before, String why) {
    aside.note("what lies from " + (after.length == 0 ? "the beginning" : Keys.describe(after))
        + " to " + (before.length == 0 ? "the end" : Keys.describe(before)) + ": " + why);
  }

  // ---- a folder that does not open

  /** Makes a folder open that did not because of a damage. */
  void reopenable(RocksDBException cause, Tuning tuning) throws IOException {
    if (pointAgain()) {
      aside.note("the engine's CURRENT did not name its manifest; it does again: " + cause);
      return;
    }
    aside.note("the engine's files do not open, so what was written last is lost: " + cause);
    Path copy = home.resolve("db.new");
    delete(copy);
    link(folder(), copy);
    boolean opens = opensAsItOnceWas(copy, tuning);
    aside.move(folder());
    if (opens) {
      Files.move(copy, folder());
    } else {
      delete(copy);
      aside.note("nothing of them can be read: the store is empty");
    }
  }

  /** CURRENT holds nothing but the name of the manifest. */
  private boolean pointAgain() throws IOException {
    List<Path> manifests = files(folder()).stream()
        .filter(file -> MANIFEST.matcher(name(file)).matches())
        .toList();
    Path current = folder().resolve("CURRENT");
    String named =
        Files.exists(current) ? Files.readString(current, StandardCharsets.ISO_8859_1) : "";
    boolean good = manifests.stream().anyMatch(file -> (name(file) + "\n").equals(named));
    Optional<Path> newest = manifests.stream().max(Comparator.comparing(Repair::name));
    if (good || newest.isEmpty()) {
      return false;
    }
    Files.writeString(current, name(newest.get()) + "\n");
    return true;
  }

  private boolean opensAsItOnceWas(Path folder, Tuning tuning) throws IOException {
    for (Path table : damagedTables(folder)) {
      Files.delete(table);
    }
    try (Options options = new Options(tuning.options()).setBestEffortsRecovery(true);
        RocksDB db = RocksDB.open(options, folder.toString())) {
      return db.getLatestSequenceNumber() > 0;
    } catch (RocksDBException e) {
      return false;
    }
  }

  private void keepDamagedTables(Path folder) throws IOException {
    for (Path table : damagedTables(folder)) {
      aside.keep(table);
    }
  }

  private static List<Path> damagedTables(Path folder) throws IOException {
    List<Path> damaged = new ArrayList<>();
    for (Path file : files(folder)) {
      if (name(file).endsWith(".sst")) {
        try (Options plain = new Options();
            SstFileReader reader = new SstFileReader(plain)) {
          reader.open(file.toString());
          reader.verifyChecksum();
        } catch (RocksDBException e) {
          damaged.add(file);
        }
      }
    }
    return damaged;
  }

  // ---- files

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Tables are never changed, so links do for them. */
  private static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      if (name(file).endsWith(".sst")) {
        Files.createLink(to.resolve(name(file)), file);
      } else {
        Files.copy(file, to.resolve(name(file)));
      }
    }
  }

  /** What the files of a folder take up. */
  static long bytes(Path folder) throws IOException {
    long sum = 0;
    for (Path file : files(folder)) {
      sum += file.toFile().length();
    }
    return sum;
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }
}
