package io.rejoin.node.data;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A copy of a node's store, made while the node runs.
 *
 * <pre>
 * identity  whose it was, and of which grid
 * store/    the copy
 * backup    every file with its size and checksum; it comes last: without it there is no backup
 * </pre>
 *
 * <p>It comes back as a new node, never as the old one: that may live, and both would hold its
 * rights. What the copy lacks, the peers of the new node repair.
 */
public final class Backup {
  static final String IDENTITY = "identity";
  static final String STORE = "store";
  static final String LIST = "backup";

  private Backup() {}

  /** Copies a store into a directory that does not exist yet. */
  public interface Snapshot {
    void into(Path target) throws IOException;
  }

  /** What was made. */
  public record Made(Path directory, int files, long bytes) {}

  /** What came back. */
  public record Restored(Path directory, NodeId id, Instant made) {}

  static Made make(Path target, Identity identity, Instant now, Snapshot snapshot)
      throws IOException {
    requireEmpty(target);
    Files.createDirectories(target);
    snapshot.into(target.resolve(STORE));
    WholeFile.write(target.resolve(IDENTITY), identity.text());
    FileList list = FileList.of(target, now);
    WholeFile.write(target.resolve(LIST), list.text());
    return new Made(target, list.files(), list.bytes());
  }

  /**
   * Makes a data directory of a backup, with a node id of its own.
   *
   * @param target must be empty or new
   * @param grid that it must belong to, if that matters
   * @throws UnusableDirectory if the backup is not whole or of another grid, or the target is not
   *     empty; nothing was written then
   * @throws IOException if the copy cannot be made; what was copied so far is no data directory
   */
  public static Restored restore(Path backup, Path target, Optional<GridIdentity> grid, World world)
      throws IOException {
    requireEmpty(target);
    Identity identity;
    FileList list;
    try {
      list = FileList.parse(Files.readString(backup.resolve(LIST)));
      list.check(backup);
      identity = Identity.parse(Files.readString(backup.resolve(IDENTITY)));
    } catch (IllegalArgumentException | IOException broken) {
      throw new UnusableDirectory(
          backup + " is no whole backup: " + broken.getMessage() + "; nothing was restored",
          broken);
    }
    if (grid.isPresent()) {
      identity.checkGrid(grid.get(), "the backup " + backup);
    }
    Files.createDirectories(target);
    list.copy(backup, target, STORE);
    Instant now = world.time().instant();
    NodeId fresh = NodeId.random(world.random());
    WholeFile.write(
        target.resolve(DataDirectory.NODE), identity.renewed(fresh, now).text());
    return new Restored(target, fresh, list.made());
  }

  /** What a restore asks of the world. */
  public record World(RandomGenerator random, InstantSource time) {}

  private static void requireEmpty(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new UnusableDirectory(target + " is a file; name a directory");
    }
    try (Stream<Path> files = Files.list(target)) {
      List<Path> some = files.limit(1).toList();
      if (!some.isEmpty()) {
        throw new UnusableDirectory(
            target + " is not empty, it has " + some.get(0).getFileName()
                + " for example; name a new directory. Nothing was changed");
      }
    }
  }
}
