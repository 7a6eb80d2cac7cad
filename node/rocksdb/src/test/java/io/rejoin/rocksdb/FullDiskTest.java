package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.node.port.StoreFull;
import io.rejoin.testing.Edits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 32 MB that others fill; needs the right to mount one. */
class FullDiskTest {
  private static final int MIB = 1 << 20;

  @TempDir
  Path disk;

  private boolean mounted;
  private final SortedMap<EntryKey, State> states = new TreeMap<>();
  private final Edits edits = new Edits(Image.RUN);

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()) == 0;
    assumeTrue(mounted, "no right to mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private RocksStore open(long reserve) throws IOException {
    RocksSettings settings =
        RocksSettings.STANDARD.withReserveBytes(reserve).withBufferBytes(2 * MIB);
    return RocksStore.open(disk.resolve("store"), settings);
  }

  /** Takes what room there is but so much. */
  private Path fill(long leave) throws IOException {
    Path file = disk.resolve("others");
    FileStore space = Files.getFileStore(disk);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (space.getUsableSpace() > leave) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertEquals(0, leave);
    }
    return file;
  }

  private void add(RocksStore store, int number) {
    Image.add(store, states, Image.key(number % 100), edits);
  }

  @Test
  void beyondTheReserveOnlyDeletionsPass() throws Exception {
    try (RocksStore store = open(8 * MIB)) {
      add(store, 1);
      add(store, 2);
      Path others = fill(4 * MIB);
      Thread.sleep(150);
      assertThrows(StoreFull.class, () -> add(store, 3));
      assertTrue(store.figures().full());
      assertEquals(states.get(Image.key(1)), store.read(Image.key(1)).orElseThrow());
      store.awaitSynced(store.delete(Image.key(2)));

      Files.delete(others);
      Thread.sleep(150);
      states.remove(Image.key(3));
      add(store, 3);
      states.remove(Image.key(2));
      assertEquals(states, Image.read(store));
    }
  }

  /** Others take the last byte before anybody has looked; then there is room again. */
  @Test
  void whatCouldNotBeWrittenIsHeldUntilItCan() throws Exception {
    try (RocksStore store = open(0)) {
      add(store, 0);
      Path others = fill(0);
      int accepted = fillUntilRefused(store);
      assertTrue(accepted > 0);
      assertThrows(StoreFull.class, () -> store.awaitSynced(Long.MAX_VALUE));
      assertEquals(states, readOne(store));

      Files.delete(others);
      waitForRoom(store);
      store.awaitSynced(Long.MAX_VALUE);
      assertEquals(states, Image.read(store));
    }
    try (RocksStore store = open(0)) {
      assertEquals(states, Image.read(store));
      assertTrue(store.damaged().isEmpty(), store.damaged().toString());
    }
  }

  private SortedMap<EntryKey, State> readOne(RocksStore store) {
    SortedMap<EntryKey, State> read = new TreeMap<>();
    states.keySet().forEach(key -> store.read(key).ifPresent(state -> read.put(key, state)));
    return read;
  }

  private int fillUntilRefused(RocksStore store) {
    for (int i = 0; i < 1_000_000; i++) {
      EntryKey key = Image.key(i % 100);
      State before = states.getOrDefault(key, State.EMPTY);
      try {
        add(store, i);
      } catch (StoreFull full) {
        states.put(key, before);
        states.values().removeIf(State::isEmpty);
        return i;
      }
    }
    throw new AssertionError("never full");
  }

  private static void waitForRoom(RocksStore store) throws InterruptedException {
    for (int i = 0; i < 100 && store.figures().full(); i++) {
      Thread.sleep(100);
    }
  }
}
