package io.rejoin.node.data;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.shard.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with what an evicted node has left: see {@link DataDirectory}. It is read only, so it
 * can be looked at again and again.
 */
public final class Aside implements AutoCloseable {
  private static final Duration RARELY = Duration.ofHours(1);

  private final Identity identity;
  private final DurableStore store;

  private Aside(Identity identity, DurableStore store) {
    this.identity = identity;
    this.store = store;
  }

  /**
   * Opens a folder.
   *
   * @throws UnusableDirectory if it is no such folder, another grid's, in use or damaged
   */
  public static Aside open(Path folder, GridIdentity grid, StoreProvider provider)
      throws UnusableDirectory {
    try {
      for (String name : List.of(DataDirectory.EVICTED, DataDirectory.NODE, DataDirectory.STORE)) {
        if (!Files.exists(folder.resolve(name))) {
          throw new UnusableDirectory(folder + " is nothing that an evicted node has left: there is"
              + " no '" + name + "' in it; " + advice(folder));
        }
      }
      Identity identity = Identity.parse(Files.readString(folder.resolve(DataDirectory.NODE)));
      identity.checkGrid(grid, "what is in " + folder);
      return new Aside(identity, provider.open(folder.resolve(DataDirectory.STORE), RARELY));
    } catch (UnusableDirectory refused) {
      throw refused;
    } catch (IOException | RuntimeException failure) {
      throw new UnusableDirectory(folder + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  /** Often somebody names the data directory itself. */
  private static String advice(Path folder) throws IOException {
    Path aside = folder.resolve(DataDirectory.ASIDE);
    if (!Files.isDirectory(aside)) {
      return "its next start puts that into a folder by date in 'aside' of its data directory";
    }
    try (Stream<Path> folders = Files.list(aside)) {
      List<String> names = folders.sorted().map(Path::toString).toList();
      return "name one of " + String.join(", ", names);
    }
  }

  /** Who has left it. */
  public NodeId node() {
    return identity.node();
  }

  /** All runs of that node. */
  public Set<ReplicaId> runs() {
    return Recovery.runs(store);
  }

  /** The entries, in the order of their keys. */
  public List<EntryKey> keys() {
    List<EntryKey> keys = new ArrayList<>();
    store.forEach((key, digest, live, time, mark) -> keys.add(key));
    keys.sort(null);
    return keys;
  }

  /** An entry; none if it is damaged. */
  public Optional<State> read(EntryKey key) {
    return store.read(key);
  }

  /** What is damaged, for people. */
  public List<String> damaged() {
    return store.damaged();
  }

  @Override
  public void close() {
    store.close();
  }
}
