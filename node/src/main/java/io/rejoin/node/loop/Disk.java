package io.rejoin.node.loop;

import io.rejoin.membership.NodeId;
import io.rejoin.node.data.Backup;
import io.rejoin.node.data.DataDirectory;
import io.rejoin.node.data.DurableStore;
import io.rejoin.node.data.StoreProvider;
import io.rejoin.node.data.UnusableDirectory;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.NoStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node keeps over its starts: who it is, and its entries; in memory only, neither. */
public final class Disk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

  private final NodeId id;
  private final Optional<DataDirectory> directory;
  private final Optional<DurableStore> durable;
  private final Store store;

  private Disk(NodeId id, Optional<DataDirectory> directory, Optional<DurableStore> durable) {
    this.id = id;
    this.directory = directory;
    this.durable = durable;
    this.store = durable.<Store>map(kept -> kept).orElseGet(NoStore::new);
  }

  /**
   * Opens what the plan names.
   *
   * @throws UnusableDirectory if it cannot be used; nothing is left open then
   */
  static Disk open(NodePlan plan, SecureRandom random) throws UnusableDirectory {
    if (plan.data().directory().isEmpty()) {
      NodeId id = plan.id().orElseGet(() -> NodeId.random(random));
      return new Disk(id, Optional.empty(), Optional.empty());
    }
    DataDirectory directory = DataDirectory.open(
        plan.data().directory().get(),
        new DataDirectory.Owner(plan.grid(), plan.id(), random, InstantSource.system()));
    directory
        .setAside()
        .ifPresent(aside -> LOG.warn(
            "this node was evicted, or has left; what it had is in {}, and it begins anew as {};"
                + " 'rejoin salvage {}' shows what the grid has not seen of it",
            aside,
            directory.id(),
            aside));
    try {
      DurableStore store = provider().open(directory.store(), plan.data().syncInterval());
      store.damaged().forEach(damage -> LOG.warn("damaged, set aside: {}", damage));
      return new Disk(directory.id(), Optional.of(directory), Optional.of(store));
    } catch (IOException | RuntimeException failure) {
      closed(directory);
      throw failure instanceof UnusableDirectory known
          ? known
          : new UnusableDirectory(
              "the store in " + directory.store() + " cannot be opened: " + failure.getMessage(),
              failure);
    }
  }

  static StoreProvider provider() throws UnusableDirectory {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow(() -> new UnusableDirectory("rejoin.data.dir is set, but there is no store on"
            + " the class path: add the dependency io.rejoin:rejoin-node-rocksdb, or set"
            + " rejoin.data.dir = memory"));
  }

  NodeId id() {
    return id;
  }

  Store store() {
    return store;
  }

  /** Whether anything is kept. */
  boolean isDurable() {
    return durable.isPresent();
  }

  /**
   * Waits until everything up to this sequence number is on the disk.
   *
   * @throws StoreFull if there is no room for it; it will be written when there is
   */
  void awaitSynced(long sequence) {
    store.awaitSynced(sequence);
  }

  /** How it is doing; empty if in memory only. */
  public Optional<DiskView> view() {
    return durable.map(kept -> new DiskView(
        directory.map(DataDirectory::path).orElseThrow(),
        kept.figures().bytes(),
        kept.figures().full(),
        Math.max(0, kept.written() - kept.synced()),
        kept.damaged()));
  }

  /**
   * Backs up while the node runs.
   *
   * @param target a directory that is new or empty
   * @throws IOException if nothing is kept here, or it cannot be done
   */
  public Backup.Made backup(Path target) throws IOException {
    if (directory.isEmpty() || durable.isEmpty()) {
      throw new IOException("this node keeps its data in memory only; there is nothing to back up");
    }
    return directory.get().backup(target, durable.get()::snapshot);
  }

  /** Notes that the grid has evicted this node, or that it has left: the next start begins anew. */
  void markGone() throws IOException {
    if (directory.isPresent()) {
      directory.get().markGone();
    }
  }

  @Override
  public void close() {
    store.close();
    directory.ifPresent(Disk::closed);
  }

  private static void closed(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException failure) {
      LOG.warn("cannot let go of {}", directory.path(), failure);
    }
  }
}
