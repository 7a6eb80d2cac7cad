package io.rejoin.node.data;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The directory that a node keeps over its starts. One process at a time has it.
 *
 * <pre>
 * lock      who uses it now
 * node      whose data this is, and of which grid
 * store/    entries and clocks, the store's own business
 * evicted   says that the grid has evicted this node: the next start begins anew
 * aside/    what earlier identities left, by date
 * </pre>
 *
 * <p>Nothing in it is ever deleted. What does not fit is refused, with a message that says what to
 * do; the run, which writes carry, is in no file and is drawn at each start.
 */
public final class DataDirectory implements AutoCloseable {
  static final String NODE = "node";
  static final String STORE = "store";
  static final String EVICTED = "evicted";
  static final String ASIDE = "aside";

  /**
   * Who wants a directory.
   *
   * @param id if it is prescribed; else one is drawn at the first start
   */
  public record Owner(
      GridIdentity grid, Optional<NodeId> id, RandomGenerator random, InstantSource time) {}

  private final Path path;
  private final DirectoryLock lock;
  private final Identity identity;
  private final Optional<Path> setAside;
  private final InstantSource time;

  private DataDirectory(Path path, Owner owner, DirectoryLock lock) throws IOException {
    this.path = path;
    this.lock = lock;
    time = owner.time();
    setAside = setAsideIfEvicted(owner);
    identity = identify(owner);
  }

  /**
   * Takes a directory, and makes it if there is none.
   *
   * @throws UnusableDirectory if it is in use, another grid's, damaged, or something else
   */
  @SuppressWarnings("MustBeClosedChecker") // the lock lives as long as the directory
  public static DataDirectory open(Path path, Owner owner) throws UnusableDirectory {
    try {
      Files.createDirectories(path);
      DirectoryLock lock = DirectoryLock.take(path, owner.time().instant());
      try {
        return new DataDirectory(path, owner, lock);
      } catch (IOException | RuntimeException failure) {
        lock.close();
        throw failure;
      }
    } catch (UnusableDirectory refused) {
      throw refused;
    } catch (IOException failure) {
      throw new UnusableDirectory(
          "the data directory " + path + " cannot be used: " + failure, failure);
    }
  }

  private Identity identify(Owner owner) throws IOException {
    Path file = path.resolve(NODE);
    if (!Files.exists(file)) {
      checkNew();
      NodeId drawn = owner.id().orElseGet(() -> NodeId.random(owner.random()));
      Identity fresh = Identity.of(drawn, owner.grid(), time.instant());
      WholeFile.write(file, fresh.text());
      return fresh;
    }
    Identity found;
    try {
      found = Identity.parse(Files.readString(file));
    } catch (IllegalArgumentException | IOException unreadable) {
      throw new UnusableDirectory(
          "the data directory " + path + " cannot be used: its file 'node' says whose data it is, "
              + "but " + unreadable.getMessage() + ". Bring that file back from a backup, or start "
              + "on another directory: peers refill it. Nothing was deleted",
          unreadable);
    }
    found.checkGrid(owner.grid(), "the data directory " + path);
    if (owner.id().isPresent() && !owner.id().get().equals(found.node())) {
      throw new UnusableDirectory("the data directory " + path + " belongs to the node "
          + found.node() + ", and the configuration says " + owner.id().get()
          + " (rejoin.node.id)");
    }
    return found;
  }

  /** A directory without an identity is new, and may hold nothing else then. */
  private void checkNew() throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(path)) {
      others = files.filter(file -> !isOurs(file)).sorted().toList();
    }
    if (others.isEmpty()) {
      return;
    }
    Path first = others.get(0).getFileName();
    if (first.toString().equals(STORE)) {
      throw new UnusableDirectory("the data directory " + path + " has entries, but no file 'node' "
          + "that says whose they are. Bring that file back from a backup, or start on another "
          + "directory: peers refill it. Nothing was deleted");
    }
    throw new UnusableDirectory(path + " is no data directory: it is not empty, it has " + first
        + " for example. Name an empty directory or a new one (rejoin.data.dir)");
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return name.equals(DirectoryLock.FILE) || name.equals(ASIDE) || WholeFile.isUnfinished(file);
  }

  /** The mark moves last: a start that breaks off in between is gone on with by the next. */
  private Optional<Path> setAsideIfEvicted(Owner owner) throws IOException {
    if (!Files.exists(path.resolve(EVICTED))) {
      return Optional.empty();
    }
    if (owner.id().isPresent()) {
      throw new UnusableDirectory("the node " + owner.id().get() + " of the data directory " + path
          + " was evicted, or has left, and begins anew under an id of its own: take rejoin.node.id"
          + " out of the configuration. Its content will be set aside, not deleted");
    }
    Path aside = path.resolve(ASIDE)
        .resolve(time.instant().truncatedTo(ChronoUnit.MILLIS).toString().replace(':', '-'));
    Files.createDirectories(aside);
    for (String name : List.of(STORE, NODE, EVICTED)) {
      if (Files.exists(path.resolve(name))) {
        WholeFile.move(path.resolve(name), aside.resolve(name));
      }
    }
    return Optional.of(aside);
  }

  /**
   * Notes that the grid has evicted this node, or that it has left: the next start sets its content
   * aside.
   */
  public void markGone() throws IOException {
    WholeFile.write(path.resolve(EVICTED), "evicted, or left, at " + time.instant() + "\n");
  }

  public Path path() {
    return path;
  }

  /** Who the node is. */
  public NodeId id() {
    return identity.node();
  }

  /**
   * Backs the store up into a directory that is new or empty, while the node runs.
   *
   * @param snapshot copies the store into a directory that does not exist yet
   * @throws IOException if it cannot be done; what was made so far is left, and is no backup
   */
  public Backup.Made backup(Path target, Backup.Snapshot snapshot) throws IOException {
    return Backup.make(target, identity, time.instant(), snapshot);
  }

  /** Where the store has its files. */
  public Path store() {
    return path.resolve(STORE);
  }

  /** Where the content of an evicted identity is, if this start has set it aside. */
  public Optional<Path> setAside() {
    return setAside;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
