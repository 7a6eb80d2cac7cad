package io.rejoin.node.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.data.DataDirectory.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  private static final GridIdentity SHOP = GridIdentity.named("shop");
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  private final SplittableRandom random = new SplittableRandom(5);

  @TempDir
  Path folder;

  private Owner of(GridIdentity grid) {
    return new Owner(grid, Optional.empty(), random, NOON);
  }

  private NodeId start(Path path) throws IOException {
    try (DataDirectory directory = DataDirectory.open(path, of(SHOP))) {
      return directory.id();
    }
  }

  private String refusal(Path path, Owner owner) {
    return String.valueOf(
        assertThrows(UnusableDirectory.class, () -> DataDirectory.open(path, owner))
            .getMessage());
  }

  @Test
  void aNodeIsTheSameAtEveryStart() throws IOException {
    Path data = folder.resolve("a/b/data");
    NodeId first = start(data);
    assertEquals(first, start(data));
    assertNotEquals(first, start(folder.resolve("other")));
  }

  @Test
  void anIdThatIsPrescribedIsTakenAtTheFirstStartAndAskedForLater() throws IOException {
    NodeId wanted = new NodeId(1, 2);
    Owner owner = new Owner(SHOP, Optional.of(wanted), random, NOON);
    try (DataDirectory directory = DataDirectory.open(folder, owner)) {
      assertEquals(wanted, directory.id());
    }
    assertEquals(wanted, start(folder));
    Owner other = new Owner(SHOP, Optional.of(new NodeId(3, 4)), random, NOON);
    assertTrue(refusal(folder, other).contains("belongs to the node " + wanted));
  }

  @Test
  void theSecondNodeOfADirectoryIsToldWhoHasIt() throws IOException {
    try (DataDirectory first = DataDirectory.open(folder, of(SHOP))) {
      assertEquals(
          "the data directory " + folder + " is in use by process "
              + ProcessHandle.current().pid() + " since 2026-03-01T12:00:00Z"
              + "; a second node needs a directory of its own",
          refusal(folder, of(SHOP)));
      assertEquals(folder, first.path());
    }
    start(folder);
  }

  @Test
  void anotherGridsDirectoryIsRefused() throws IOException {
    start(folder);
    GridIdentity secret = new GridIdentity("shop", Bytes.utf8("s"), SHOP.shards());
    GridIdentity small = new GridIdentity("shop", Bytes.EMPTY, 8);
    assertTrue(refusal(folder, of(GridIdentity.named("bank"))).contains("to the grid 'shop'"));
    assertTrue(refusal(folder, of(secret)).contains("another secret"));
    assertTrue(refusal(folder, of(small)).contains("1024 shards, not 8"));
  }

  @Test
  void aDirectoryOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");
    assertTrue(refusal(folder, of(SHOP)).contains("it is not empty, it has letter.txt"));
    assertEquals("dear", Files.readString(letter));
    assertFalse(Files.exists(folder.resolve(DataDirectory.NODE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 60, 140})
  void aTornIdentityIsRefusedAndSaysWhatToDo(int length) throws IOException {
    start(folder);
    Path file = folder.resolve(DataDirectory.NODE);
    Files.writeString(file, Files.readString(file).substring(0, length));
    String message = refusal(folder, of(SHOP));
    assertTrue(message.contains("damaged") && message.contains("from a backup"), message);
    assertEquals(length, Files.size(file));
  }

  @Test
  void aChangedIdentityIsNoticed() throws IOException {
    start(folder);
    Path file = folder.resolve(DataDirectory.NODE);
    Files.writeString(file, Files.readString(file).replace("shards 1024", "shards 1025"));
    assertTrue(refusal(folder, of(SHOP)).contains("its checksum does not fit"));
    Files.writeString(file, "rejoin-data 2\n");
    assertTrue(refusal(folder, of(SHOP)).contains("by a newer version: rejoin-data 2"));
  }

  @Test
  void entriesWithoutAnIdentityAreNobodys() throws IOException {
    start(folder);
    Files.createDirectory(folder.resolve(DataDirectory.STORE));
    Files.delete(folder.resolve(DataDirectory.NODE));
    assertTrue(refusal(folder, of(SHOP)).contains("no file 'node' that says whose they are"));
  }

  @Test
  void aFirstStartThatBrokeOffIsDoneAgain() throws IOException {
    Files.writeString(folder.resolve("node.new"), "rejoin-da");
    Files.writeString(folder.resolve("lock"), "");
    assertEquals(start(folder), start(folder));
  }

  @Test
  void anEvictedNodeBeginsAnewAndKeepsWhatItHad() throws IOException {
    NodeId evicted;
    try (DataDirectory directory = DataDirectory.open(folder, of(SHOP))) {
      evicted = directory.id();
      Files.createDirectory(directory.store());
      Files.writeString(directory.store().resolve("entries"), "all");
      directory.markGone();
    }
    try (DataDirectory again = DataDirectory.open(folder, of(SHOP))) {
      Path aside = again.setAside().orElseThrow();
      assertNotEquals(evicted, again.id());
      assertFalse(Files.exists(again.store()));
      assertEquals("all", Files.readString(aside.resolve("store/entries")));
      assertEquals(
          "evicted, or left, at 2026-03-01T12:00:00Z\n",
          Files.readString(aside.resolve("evicted")));
    }
    try (DataDirectory third = DataDirectory.open(folder, of(SHOP))) {
      assertEquals(Optional.empty(), third.setAside());
    }
  }
}
