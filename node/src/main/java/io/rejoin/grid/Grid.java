package io.rejoin.grid;

import io.rejoin.Codec;
import io.rejoin.Confirmations;
import io.rejoin.Coverage;
import io.rejoin.Entries;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Limits;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.Subscription;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.ChangeListener;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.data.Backup;
import io.rejoin.node.data.UnusableDirectory;
import io.rejoin.node.loop.Courier;
import io.rejoin.node.loop.Disk;
import io.rejoin.node.loop.DiskView;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.NotYetStored;
import io.rejoin.node.loop.RunningNode;
import io.rejoin.node.port.StoreDamaged;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.tcp.BindFailure;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of the grid in this process. It is usable as soon as it has started, alone or cut off:
 * every value can be read and written here, and spreads to the other nodes as they can be reached.
 *
 * <pre>{@code
 * try (Grid grid = Grid.start(GridConfig.named("shop"))) {
 *   Cart cart = grid.cart("carts/alice");
 *   cart.add("sku-42", 2);
 * }
 * }</pre>
 *
 * <p>Thread-safe. An entry is named by a type and a key. The key's part before the first slash is
 * its bucket.
 */
public final class Grid implements Entries, Values, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Grid.class);

  private final GridConfig config;
  private final Limits limits;
  private final Catalogue catalogue;
  private final Naming naming;
  private final Host node;
  private final Confirmations confirmations;
  private final Listening listening;
  private final Sessions sessions;
  private final Waiting waiting;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Optional<Ousted> ousted = Optional.empty();

  private Grid(GridConfig config, Host node) {
    this.config = config;
    this.limits = config.limits();
    this.catalogue = config.catalogue();
    this.naming = new Naming(limits, catalogue, config.buckets(), config.data().isPresent());
    this.node = node;
    this.confirmations = new Holders(node, limits);
    this.listening = new Listening(limits);
    this.waiting = new Waiting(node, limits, false);
    this.sessions = new Sessions(node, waiting);
    var unused = node.ousted().thenAccept(why -> ousted = Optional.of(why));
  }

  /**
   * Starts a node. It does not wait for others: a node that reaches nobody is ready too.
   *
   * @throws GridException.CannotStart if the address to listen at cannot be had, or the data
   *     directory cannot be used
   */
  public static Grid start(GridConfig config) {
    try {
      return new Grid(config, RunningNode.start(config.plan()));
    } catch (BindFailure | UnusableDirectory failure) {
      throw new GridException.CannotStart(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** The API over a node that runs already, on other things than threads and sockets of its own. */
  public static Grid over(GridConfig config, Host node) {
    return new Grid(config, node);
  }

  /** A counter that never goes below zero. It cannot be a field of a map. */
  public BoundedCounter boundedCounter(String key) {
    return new BoundedCounter(place(io.rejoin.crdt.type.counter.BoundedCounter.TYPE, key));
  }

  @Override
  public Place place(CrdtType<?> type, String key) {
    if (!catalogue.byId(type.id()).filter(type::equals).isPresent()) {
      throw new GridException.BadOperation("the type " + type.name() + ", id " + type.id()
          + ", is not registered: start the grid with GridConfig.types(...)");
    }
    return Place.whole(this, naming.entry(type, key));
  }

  /**
   * The entry of a type's name, such as {@code cart}, and a key.
   *
   * @throws GridException.BadOperation if there is no such type
   */
  public EntryKey entry(String type, String key) {
    return naming.entry(type, key);
  }

  /** The types that this node knows. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Carries out an operation of any type, as handles, HTTP and command line do.
   *
   * @throws GridException.BadOperation if the type is unknown or the operation not one of its own
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  public Receipt apply(EntryKey entry, Operation operation) {
    naming.check(entry);
    CrdtType<?> type = catalogue
        .byId(entry.type())
        .orElseThrow(() -> new GridException.BadOperation("no type has the id " + entry.type()));
    try {
      return apply(entry, taking(type), operation);
    } catch (ClassCastException mismatch) {
      throw new GridException.BadOperation(
          operation + " is no operation of the type " + type.name(), mismatch);
    }
  }

  @SuppressWarnings("unchecked") // a wrong one fails in the type's bridge method, before it acts
  private static CrdtType<Operation> taking(CrdtType<?> type) {
    return (CrdtType<Operation>) type;
  }

  @Override
  public <O extends Operation> Receipt apply(EntryKey entry, CrdtType<O> type, O operation) {
    checkOpen();
    try {
      return new Receipt(confirmations, node.carryOut(entry, type, operation));
    } catch (Item.Limits.TooLarge tooLarge) {
      throw limits.refusal(tooLarge);
    } catch (StoreFull full) {
      throw new GridException.StorageFull(full);
    } catch (NotYetStored full) {
      throw new GridException.StorageFull(full, true);
    } catch (StoreDamaged damaged) {
      throw new GridException.BeingRepaired(damaged);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new GridException.Closed();
    }
    Optional<Ousted> why = ousted;
    if (why.isPresent()) {
      throw new GridException.Stopped(why.get().text());
    }
  }

  /**
   * Completes if this node may not go on: another live process has its identity, or the grid has
   * evicted it. It has no links then and refuses writes; what remains is to close it. The text says
   * what is the case and what helps.
   */
  public CompletionStage<String> stopped() {
    return node.ousted().thenApply(Ousted::text);
  }

  @Override
  public Receipt erase(EntryKey entry) {
    if (!Erasure.canErase(entry.type())) {
      throw new GridException.BadOperation(
          "a bounded counter cannot be erased: others may hold rights to it; take what is left");
    }
    return apply(entry, Erasure.TYPE, new Erasure.Erase());
  }

  @Override
  public State read(EntryKey entry) {
    try {
      return node.replicas().state(entry);
    } catch (StoreDamaged damaged) {
      throw new GridException.BeingRepaired(damaged);
    }
  }

  /** The entries of a bucket that hold anything, sorted by type and key. */
  public List<EntryKey> keys(String bucket) {
    Bytes name = Codec.string().encode(bucket);
    return node.replicas().keys(entry -> Buckets.bucket(entry.key()).equals(name));
  }

  @Override
  public Subscription onChange(EntryKey entry, ChangeListener listener) {
    return listening.add(node.replicas(), entry, listener);
  }

  @Override
  public SessionToken token(EntryKey entry) {
    return SessionToken.of(read(entry), node.replicas().forgotten(entry));
  }

  @Override
  public Refreshed refresh(EntryKey entry, Level level, Duration timeout) {
    return waiting.await(new Refreshing(node.core(), entry, level), timeout);
  }

  @Override
  public CompletionStage<Refreshed> refreshed(EntryKey entry, Level level, Duration timeout) {
    return waiting.ask(new Refreshing(node.core(), entry, level), timeout);
  }

  /**
   * Waits until this node shows all that a session has done and seen elsewhere, asking peers that
   * have it, or the time is over: no exception, the answer says what is missing. What died with its
   * machine is not waited for, once every member has said so. An interrupt ends it and stays set.
   *
   * @throws GridException.LimitExceeded if too many wait at one time
   */
  public Coverage await(SessionToken token, Duration timeout) {
    return sessions.await(token, timeout);
  }

  /** The same without blocking. What follows runs on the thread of the grid's listeners. */
  public CompletionStage<Coverage> coverage(SessionToken token, Duration timeout) {
    return sessions.ask(token, timeout);
  }

  /** This node's identity. */
  public NodeId id() {
    return node.self().id();
  }

  /** All members that are known, this one included, reachable or not, sorted by id. */
  public List<Member> members() {
    return node.core().members();
  }

  /** Where others can dial this node; empty if it only dials. */
  public Optional<String> address() {
    return node.address();
  }

  /** How this node's disk is doing; empty if it keeps its data in memory only. */
  public Optional<DiskView> disk() {
    return node.disk().flatMap(Disk::view);
  }

  /**
   * Copies what this node keeps into a directory, while it runs: what was written before the call
   * is in it. {@link Backup#restore} makes a new node of it.
   *
   * @param target a directory that is new or empty
   * @throws IOException if the node keeps nothing, or the copy cannot be made
   */
  public Backup.Made backup(Path target) throws IOException {
    return node.disk().orElseThrow(() -> new IOException("no disk")).backup(target);
  }

  /**
   * Says for everybody that a member will not come back: nobody waits for it any more. What only it
   * holds is given up; if it comes all the same, it is told, and begins anew as another node.
   *
   * @throws GridException.BadOperation if it is unknown, or this node
   */
  public void evict(NodeId member) {
    node.core().evictions().evict(checkedOther(member));
  }

  /**
   * Takes an eviction back.
   *
   * @throws GridException.BadOperation if it is unknown, or this node
   */
  public void readmit(NodeId member) {
    node.core().evictions().readmit(checkedOther(member));
  }

  private NodeId checkedOther(NodeId member) {
    if (member.equals(id()) || members().stream().noneMatch(row -> row.id().equals(member))) {
      throw new GridException.BadOperation(
          member + (member.equals(id()) ? " is the node that was asked" : " is no member"));
    }
    return member;
  }

  /** Carries news in files, to members that no link reaches. */
  public Courier courier() {
    return node.courier().orElseThrow();
  }

  /** How this node and its peers are doing, as of the last tenth of a second or so. */
  public StatusView status() {
    return node.status();
  }

  public GridConfig config() {
    return config;
  }

  @Override
  public ReplicaId run() {
    return node.self().run();
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /**
   * Rehearses a failure: from now on, frames to and from nodes of other sites than this one's own
   * vanish, if their site or this one's is among those named.
   *
   * @throws GridException.DrillNotAllowed unless {@code rejoin.drill.allowed} is set
   */
  public void cut(Collection<String> sites) {
    checkDrill();
    SortedSet<String> names = new TreeSet<>(sites);
    node.core().drill().cut(names);
    LOG.warn("drill: cut {}", names);
  }

  /**
   * Ends {@link #cut}.
   *
   * @throws GridException.DrillNotAllowed unless {@code rejoin.drill.allowed} is set
   */
  public void heal() {
    checkDrill();
    node.core().drill().heal();
    LOG.warn("drill: healed");
  }

  private void checkDrill() {
    if (!config.drillAllowed()) {
      throw new GridException.DrillNotAllowed();
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closing.get();
  }

  /**
   * Refuses writes from now on, hands its rights to bounded counters to linked peers, gives them up
   * to five seconds to take what was written here, and ends all threads. The node does not leave
   * the grid: it may start again under its id.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      closed = true;
      node.close();
    }
  }

  @Override
  public String toString() {
    return node.self().name() + "@" + node.self().site() + " of grid " + config.grid();
  }
}
