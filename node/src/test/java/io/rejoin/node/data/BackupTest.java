package io.rejoin.node.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {
  private static final GridIdentity SHOP = GridIdentity.named("shop");
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  private final SplittableRandom random = new SplittableRandom(5);

  @TempDir
  Path folder;

  private NodeId original = new NodeId(0, 0);

  @BeforeEach
  void backUp() throws IOException {
    Owner owner = new Owner(SHOP, Optional.empty(), random, NOON);
    try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), owner)) {
      original = directory.id();
      Backup.Made made = directory.backup(backup(), target -> {
        Files.createDirectories(target.resolve("db"));
        Files.writeString(target.resolve("db/entries with blanks"), "all of them");
        Files.writeString(target.resolve("mark"), "");
      });
      assertEquals(3, made.files());
    }
  }

  private Path backup() {
    return folder.resolve("backup");
  }

  private Backup.Restored restore(Path target, GridIdentity grid) throws IOException {
    return Backup.restore(backup(), target, Optional.of(grid), new Backup.World(random, NOON));
  }

  private String refusal(Path target, GridIdentity grid) {
    return String.valueOf(
        assertThrows(UnusableDirectory.class, () -> restore(target, grid)).getMessage());
  }

  @Test
  void itComesBackAsAnotherNodeOfTheSameGrid() throws IOException {
    Path target = folder.resolve("restored");
    NodeId fresh = restore(target, SHOP).id();
    assertNotEquals(original, fresh);
    Owner owner = new Owner(SHOP, Optional.empty(), random, NOON);
    try (DataDirectory directory = DataDirectory.open(target, owner)) {
      assertEquals(fresh, directory.id());
      Path entries = directory.store().resolve("db/entries with blanks");
      assertEquals("all of them", Files.readString(entries));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store/mark", "store/db/entries with blanks", "identity", "backup"})
  void aChangedFileIsFoundBeforeAnythingIsWritten(String file) throws IOException {
    Files.writeString(backup().resolve(file), "all of thee");
    String message = refusal(folder.resolve("restored"), SHOP);
    assertTrue(message.contains("is no whole backup"), message);
    assertFalse(Files.exists(folder.resolve("restored")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"store/mark", "identity", "backup"})
  void aMissingFileIsFoundToo(String file) throws IOException {
    Files.delete(backup().resolve(file));
    assertTrue(refusal(folder.resolve("restored"), SHOP).contains("is no whole backup"));
  }

  @Test
  void anotherGridAndATargetWithContentAreRefused() throws IOException {
    assertTrue(refusal(folder.resolve("r"), GridIdentity.named("bank")).contains("grid 'shop'"));
    assertTrue(refusal(folder.resolve("data"), SHOP).contains("is not empty"));
  }

  @Test
  void aBackupIsNeverWrittenOver() throws IOException {
    Owner owner = new Owner(SHOP, Optional.empty(), random, NOON);
    try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), owner)) {
      assertThrows(UnusableDirectory.class, () -> directory.backup(backup(), Files::createFile));
    }
  }

  @Test
  void aListThatLeadsOutOfItsDirectoryIsRefused() throws IOException {
    String list = SealedText.seal(
        "rejoin-backup 1\nmade 2026-03-01T12:00:00Z\nfile 00000000 0 ../../secret\n");
    Files.writeString(backup().resolve("backup"), list);
    assertTrue(refusal(folder.resolve("restored"), SHOP).contains("a line says nothing"));
  }
}
