package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.node.loop.DiskView;
import io.rejoin.node.port.Store;
import io.rejoin.testing.Edits;
import io.rejoin.testing.Eventually;
import io.rejoin.value.ReplicatedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes go bad under a store that is open, and under a node that runs. */
@Timeout(120)
class RunningDamageTest {
  private static final int ENTRIES = 4_000;

  @TempDir
  Path folder;

  /** Damages the largest table, in its first half: there are blocks of entries, and no index. */
  private static void flip(Image image) throws IOException {
    List<Path> tables = new ArrayList<>(image.files(".sst"));
    tables.sort(Comparator.comparingLong(table -> table.toFile().length()));
    Path largest = tables.get(tables.size() - 1);
    for (int part = 2; part <= 5; part++) {
      Image.flip(largest, part * Files.size(largest) / 10);
    }
  }

  @Test
  void aStoreThatIsOpenNeverServesItAndIsWholeAfterTheNextScan() throws IOException {
    Image image = new Image(folder.resolve("store"));
    SortedMap<EntryKey, State> written;
    try (Store store = image.open()) {
      written = Image.fill(store, 200, 6_000);
    }
    SortedMap<EntryKey, State> left = new TreeMap<>();
    try (Store store = image.open()) {
      assertEquals(written, Image.read(store));
    }
    try (Store store = image.open()) {
      store.forEach((key, digest, live, time, mark) -> {});
      flip(image);
      written.keySet().forEach(key -> store.read(key).ifPresent(state -> left.put(key, state)));
      left.forEach((key, state) -> assertEquals(written.get(key), state));
      int lost = written.size() - left.size();
      assertTrue(lost > 0 && lost == store.damaged().size(), lost + " of " + written.size());
      assertEquals(left, Image.read(store));
      Edits edits = new Edits(Image.RUN + 1);
      written.keySet().forEach(key -> Image.add(store, left, key, edits));
      written.keySet().forEach(key -> Image.add(store, left, key, edits));
      assertEquals(left, Image.read(store));
    }
    try (Store store = image.open()) {
      assertEquals(left, Image.read(store));
    }
  }

  private Grid start(String name, String... seeds) {
    return Grid.start(GridConfig.named("bad")
        .node(name)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .data(folder.resolve(name)));
  }

  private static ReplicatedSet<String> set(Grid grid, int number) {
    return grid.set("sets/" + number, Codec.string());
  }

  private static boolean isWhole(Grid grid) {
    for (int i = 0; i < ENTRIES; i++) {
      if (set(grid, i).size() != 1) {
        return false;
      }
    }
    return true;
  }

  /** Two nodes that have the same, and nothing of it in memory after the next start. */
  private void fill() {
    try (Grid ada = start("ada");
        Grid ben = start("ben", ada.address().orElseThrow())) {
      for (int i = 0; i < ENTRIES; i++) {
        set(ada, i).add("an element that takes a little room " + i);
      }
      Eventually.holds("both have it", () -> isWhole(ben));
    }
    start("ada").close();
  }

  /** Whether reading everything has come upon something that cannot be read. */
  private static boolean meetsDamage(Grid grid) {
    try {
      return !isWhole(grid);
    } catch (GridException.BeingRepaired damaged) {
      return true;
    }
  }

  @Test
  @SuppressWarnings("try") // a subscription is open while the block runs
  void aNodeThatRunsSetsItAsideAndLearnsItFromItsPeers() throws IOException {
    fill();
    try (Grid ada = start("ada")) {
      flip(new Image(folder.resolve("ada/store")));
      ReplicaId run = ada.run();
      ReplicatedSet<String> handle = set(ada, ENTRIES);
      AtomicInteger heard = new AtomicInteger();
      try (var open = handle.onChange(change -> heard.incrementAndGet());
          Grid ben = start("ben", ada.address().orElseThrow())) {
        Eventually.holds("found", () -> meetsDamage(ada));
        Eventually.holds("another run", () -> !ada.run().equals(run));
        Eventually.holds("repaired", () -> !meetsDamage(ada));
        DiskView disk = ada.disk().orElseThrow();
        assertFalse(disk.damaged().isEmpty());
        assertTrue(Files.exists(folder.resolve("ada/store/damaged/list.txt")));
        Eventually.holds("writes go on", () -> adds(handle));
        Eventually.holds("and reach others", () -> set(ben, ENTRIES).size() == 1);
        Eventually.holds("and are heard of", () -> heard.get() > 0);
      }
    }
    try (Grid again = start("ada")) {
      assertTrue(isWhole(again), "after another start");
    }
  }

  private static boolean adds(ReplicatedSet<String> to) {
    try {
      to.add("written after it");
      return true;
    } catch (GridException.BeingRepaired again) {
      return false;
    }
  }
}
