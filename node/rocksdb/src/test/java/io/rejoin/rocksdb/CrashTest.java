package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.testing.Edits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes. */
class CrashTest {
  private static final int ENTRIES = 50;

  @TempDir
  Path folder;

  /** Writes until it is killed, and tells what is synced. */
  static final class Victim {
    public static void main(String[] arguments) throws IOException {
      SortedMap<EntryKey, State> states = new TreeMap<>();
      Edits edits = new Edits(Image.RUN);
      try (Store store = new Image(Path.of(arguments[0])).open()) {
        for (int i = 1; true; i++) {
          Image.add(store, states, Image.key(i % ENTRIES), edits);
          long sequence = store.put(Image.CLOCK, Bytes.utf8("" + i));
          if (i % 100 == 0) {
            store.awaitSynced(sequence);
            System.out.println(i);
          }
        }
      }
    }
  }

  @Test
  void whatIsLeftIsABeginningWithAllThatWasSynced() throws Exception {
    for (int kill = 1; kill <= 3; kill++) {
      Image image = new Image(folder.resolve("store " + kill));
      int synced = runUntilKilled(image, kill * 10);
      try (Store store = image.open()) {
        int clock = Image.clock(store);
        assertTrue(clock >= synced, clock + " < " + synced);
        assertHoldsAllUpTo(clock, Image.read(store));
        assertEquals(List.of(), store.damaged());
      }
    }
  }

  /** The last number that it told. */
  private int runUntilKilled(Image image, int lines) throws Exception {
    Path told = image.folder().resolveSibling("told " + lines);
    Process victim = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            image.folder().toString())
        .redirectOutput(told.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    while (victim.isAlive() && Files.readAllLines(told).size() < lines) {
      Thread.sleep(5);
    }
    victim.destroyForcibly().waitFor();
    List<String> all = Files.readAllLines(told);
    return Integer.parseInt(all.get(lines - 1));
  }

  private static void assertHoldsAllUpTo(int clock, SortedMap<EntryKey, State> states) {
    for (int i = 1; i <= clock; i++) {
      State state = states.get(Image.key(i % ENTRIES));
      assertTrue(state != null && state.last(new Edits(Image.RUN).run()) >= i, "without " + i);
    }
  }
}
