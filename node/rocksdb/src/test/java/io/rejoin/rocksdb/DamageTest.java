package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.port.Store;
import io.rejoin.testing.Edits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Bytes go bad: what is read is never wrong, and what is lost is told. */
class DamageTest {
  private static final int ENTRIES = 200;

  @TempDir
  Path folder;

  private Image image = new Image(Path.of("none"));
  private SortedMap<EntryKey, State> written = new TreeMap<>();

  private void fillAndClose() throws IOException {
    image = new Image(folder.resolve("store"));
    try (Store store = image.open()) {
      written = Image.fill(store, ENTRIES, 6_000);
    }
  }

  /** Opens twice: all that is there is right, it is said that something is not, and it lasts. */
  private int lost() throws IOException {
    SortedMap<EntryKey, State> first;
    int notes;
    int lost;
    try (Store store = image.open()) {
      first = Image.read(store);
      first.forEach((key, state) -> assertEquals(written.get(key), state));
      lost = written.size() - first.size();
      notes = store.damaged().size();
      assertTrue(notes > 0, "nothing was said");
    }
    try (Store store = image.open()) {
      assertEquals(first, Image.read(store));
      assertEquals(notes, store.damaged().size(), store.damaged().toString());
      Edits edits = new Edits(Image.RUN + 1);
      for (int i = 0; i < ENTRIES; i++) {
        Image.add(store, first, Image.key(i), edits);
      }
    }
    try (Store store = image.open()) {
      assertEquals(first, Image.read(store));
    }
    return lost;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.7, 0.9})
  void aBlockOfATable(double where) throws IOException {
    fillAndClose();
    Path table = image.files(".sst").get(0);
    Image.flip(table, (long) (where * Files.size(table)));
    int lost = lost();
    assertTrue(lost > 0 && lost < ENTRIES / 10, lost + " of " + ENTRIES);
    assertTrue(Files.exists(folder.resolve("store/damaged").resolve(table.getFileName())));
  }

  @Test
  void twoBlocksOfATable() throws IOException {
    fillAndClose();
    Path table = image.files(".sst").get(0);
    Image.flip(table, Files.size(table) / 5);
    Image.flip(table, Files.size(table) / 2);
    int lost = lost();
    assertTrue(lost > 0 && lost < ENTRIES / 5, lost + " of " + ENTRIES);
  }

  @Test
  void whatFindsTheBlocksOfATable() throws IOException {
    fillAndClose();
    Path table = image.files(".sst").get(0);
    Image.flip(table, Files.size(table) - 3);
    assertEquals(ENTRIES, lost());
  }

  @Test
  void aTableIsGone() throws IOException {
    fillAndClose();
    Files.delete(image.files(".sst").get(0));
    assertEquals(ENTRIES, lost());
  }

  @Test
  void theManifest() throws IOException {
    fillAndClose();
    Path manifest = image.files("MANIFEST").get(0);
    Image.flip(manifest, Files.size(manifest) / 2);
    lost();
  }

  @Test
  void theNameOfTheManifest() throws IOException {
    fillAndClose();
    Image.flip(image.files("CURRENT").get(0), 3);
    assertEquals(0, lost());
  }

  @Test
  void aRecord() throws IOException {
    fillAndClose();
    byte[] base = Keys.base(Image.key(5));
    overwrite(base, Bytes.utf8("not a record at all, but long enough to be one").toArray());
    assertEquals(1, lost());
  }

  @Test
  void aRecordOfAnotherEntry() throws IOException {
    fillAndClose();
    State other = Objects.requireNonNull(written.get(Image.key(6)));
    overwrite(
        Keys.base(Image.key(5)), Records.entry(Keys.base(Image.key(6)), other, Edits.kept(other)));
    assertEquals(1, lost());
  }

  private void overwrite(byte[] key, byte[] value) throws IOException {
    try (RocksDB db = RocksDB.open(folder + "/store/db")) {
      db.put(key, value);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Test
  void metadata() throws IOException {
    fillAndClose();
    overwrite(Keys.meta(Image.CLOCK), new byte[20]);
    try (Store store = image.open()) {
      assertEquals(0, Image.clock(store));
    }
    assertEquals(0, lost());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theLog(long seed) throws IOException {
    Image running = new Image(folder.resolve("running"));
    try (Store store = running.open()) {
      written = Image.fill(store, ENTRIES, 2_000);
      store.awaitSynced(store.put("done", Bytes.EMPTY));
      image = running.crashed(folder.resolve("store"));
    }
    Path log = image.files(".log").get(0);
    long place = new Random(seed).nextLong(Files.size(log));
    if (seed % 2 == 0) {
      Image.flip(log, place);
    } else {
      Image.cut(log, place);
    }
    try (Store store = image.open()) {
      isABeginning(store);
      assertFalse(store.damaged().isEmpty(), "cut at " + place);
    }
  }

  /** The clock covers nothing that is not there. */
  private void isABeginning(Store store) {
    int clock = Image.clock(store);
    ReplicaId run = new ReplicaId(Image.RUN);
    SortedMap<EntryKey, State> read = Image.read(store);
    for (int i = 1; i <= clock; i++) {
      State state = read.get(Image.key(i % ENTRIES));
      assertTrue(state != null && state.last(run) >= i, "" + i);
    }
    written.forEach((key, all) -> {
      State part = read.getOrDefault(key, State.EMPTY);
      assertEquals(all, part.join(all).state());
    });
  }
}
