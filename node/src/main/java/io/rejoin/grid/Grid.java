package io.rejoin.grid;

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
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.ChangeListener;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.data.Backup;
import io.rejoin.node.data.UnusableDirectory;
import io.rejoin.node.loop.Courier;
import io.rejoin.node.loop.Disk;
import io.rejoin.node.loop.DiskView;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.RunningNode;
import io.rejoin.node.transport.TransportFailure;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

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
 * <p>Thread-safe. A type and a key name an entry. The key's part before the first slash is its
 * bucket.
 */
public final class Grid implements Entries, Values, AutoCloseable {
  private final GridConfig config;
  private final Naming naming;
  private final Host node;
  private final Access access;
  private final Listening listening;
  private final Sessions sessions;
  private final Waiting waiting;
  private final Life life;
  private final Drills drills;

  private Grid(GridConfig config, Host node) {
    this.config = config;
    Limits limits = config.limits();
    this.naming = Naming.of(config);
    this.node = node;
    this.listening = new Listening(limits);
    this.waiting = new Waiting(node, limits, false);
    this.access = new Access(node, limits, waiting, config.fetchTimeout());
    this.sessions = new Sessions(node, waiting);
    this.life = new Life(node, waiting);
    this.drills = new Drills(node, config.drillAllowed());
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
    } catch (TransportFailure | UnusableDirectory failure) {
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
    naming.check(type);
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
    return naming.catalogue();
  }

  /**
   * Carries out an operation of any type, as handles, HTTP and command line do.
   *
   * @throws GridException.BadOperation if the type is unknown or the operation not one of its own
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  public Receipt apply(EntryKey entry, Operation operation) {
    return apply(entry, operation, Optional.empty());
  }

  /** The same upon what the entry was found to be elsewhere, so that nobody is asked again. */
  public Receipt apply(EntryKey entry, Operation operation, Optional<Refreshed> found) {
    naming.check(entry);
    life.checkOpen();
    return access.applyAny(entry, naming.type(entry), operation, found);
  }

  @Override
  public <O extends Operation> Receipt apply(EntryKey entry, CrdtType<O> type, O operation) {
    life.checkOpen();
    return access.apply(entry, type, operation);
  }

  /**
   * Completes if this node may not go on: another live process has its identity, the grid has
   * evicted it, or it has left. It has no links then and refuses writes; what remains is to close
   * it. The text says what is the case.
   */
  public CompletionStage<String> stopped() {
    return node.ousted().thenApply(Ousted::text);
  }

  @Override
  public Receipt erase(EntryKey entry) {
    return erase(entry, Optional.empty());
  }

  /** The same upon what the entry was found to be elsewhere, so that nobody is asked again. */
  public Receipt erase(EntryKey entry, Optional<Refreshed> found) {
    Naming.checkErasable(entry);
    life.checkOpen();
    return access.applyAny(entry, Erasure.TYPE, new Erasure.Erase(), found);
  }

  @Override
  public State read(EntryKey entry) {
    return access.read(entry);
  }

  @Override
  public State partial(EntryKey entry) {
    return access.here(entry);
  }

  /** The nodes that are to keep an entry, as this node knows the members, the best first. */
  public List<NodeId> owners(EntryKey entry) {
    return node.core().ownersOf(entry);
  }

  /** Whether this node shows an entry by itself; it asks others for what it does not. */
  public boolean shows(EntryKey entry) {
    return node.core().shows(entry);
  }

  /** The entries of a bucket of which anything is kept here, sorted by type and key. */
  public List<EntryKey> keys(String bucket) {
    return node.replicas().keys(Naming.in(bucket));
  }

  @Override
  public boolean isImmediate(EntryKey entry) {
    return naming.isImmediate(entry);
  }

  @Override
  public Subscription onChange(EntryKey entry, ChangeListener listener) {
    return listening.add(listener, each -> node.replicas().listen(entry, each));
  }

  @Override
  public Subscription onChange(Predicate<EntryKey> which, ChangeListener listener) {
    return listening.add(listener, each -> node.replicas().listen(which, each));
  }

  @Override
  public SessionToken token(EntryKey entry) {
    return token(entry, read(entry));
  }

  /** Stands for all that a state of an entry shows. */
  public SessionToken token(EntryKey entry, State seen) {
    Replicas replicas = node.replicas();
    return SessionToken.of(replicas.placing().of(entry), seen, replicas.forgotten(entry));
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
    life.evict(member);
  }

  /**
   * Takes an eviction back.
   *
   * @throws GridException.BadOperation if it is unknown, or this node
   */
  public void readmit(NodeId member) {
    life.readmit(member);
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

  Host node() {
    return node;
  }

  /** The run of this node's process: the writer of all that is written through it. */
  public ReplicaId run() {
    return node.self().run();
  }

  @Override
  public boolean holdsRightsOf(ReplicaId run) {
    return node.core().operations().holdsRightsOf(run);
  }

  @Override
  public Limits limits() {
    return naming.limits();
  }

  /**
   * Rehearses a failure: from now on, frames to and from nodes of other sites than this one's own
   * vanish, if their site or this one's is among those named.
   *
   * @throws GridException.DrillNotAllowed unless {@code rejoin.drill.allowed} is set
   */
  public void cut(Collection<String> sites) {
    drills.cut(sites);
  }

  /** Ends {@link #cut}, and is refused where that is. */
  public void heal() {
    drills.heal();
  }

  /**
   * Leaves the grid for good: refuses writes from now on, hands over what only this node has and
   * its rights to bounded counters, says good-bye once others have everything, and cuts its links;
   * what remains is to close it. Its next start sets its data aside and begins anew, empty and as
   * another node. If the time is over before, it goes on all the same, and may be asked again; if
   * it is closed before, it has not left, and its next start takes part as before.
   *
   * @throws GridException.Closed if it was closed
   */
  public Departure leave(Duration patience) {
    return life.leave(patience, false);
  }

  /**
   * The same without blocking. What follows runs on the thread of the grid's listeners.
   *
   * @param anyway whether to leave now, also with what only this node has
   */
  public CompletionStage<Departure> leaving(Duration patience, boolean anyway) {
    return life.leaving(patience, anyway);
  }

  /** Whether it is about to leave, or has left. */
  public boolean isLeaving() {
    return node.isLeaving();
  }

  /** Whether this node has left the grid. */
  public boolean hasLeft() {
    return life.hasLeft();
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return life.isClosed();
  }

  /**
   * Refuses writes from now on, hands its rights to bounded counters to linked peers, gives them up
   * to five seconds to take what was written here, and ends all threads. The node does not leave
   * the grid: it may start again under its id.
   */
  @Override
  public void close() {
    life.close();
  }

  @Override
  public String toString() {
    return node.self().name() + "@" + node.self().site() + " of grid " + config.grid();
  }
}
