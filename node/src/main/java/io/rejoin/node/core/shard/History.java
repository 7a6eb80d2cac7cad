package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What a replica has applied and says that it has, which removals it can tell of, what it has
 * forgotten, and how all that outlives a restart. For the core's thread, unless said otherwise.
 */
public final class History {

  /** Where it stands, and what it goes by. */
  public record Ground(
      Store store, Saves saves, Resident states, Notices notices, boolean isStored) {
    /**
     * Over a store that keeps what the policies of the buckets say.
     *
     * @param residentBytes of states in memory, about
     */
    public static Ground of(Store store, Buckets buckets, long residentBytes, Notices notices) {
      boolean isStored = !buckets.uses(Buckets.Durability.MEMORY);
      Saves saves = new Saves(store, buckets);
      return new Ground(store, saves, new Resident(store, saves, residentBytes), notices, isStored);
    }

    /** The same ground seen by one group, whose values are apart from those of others. */
    public Ground with(Store part) {
      return new Ground(part, saves, states, notices, isStored);
    }
  }

  private final Ground ground;
  private final Progress progress;
  private final LongSupplier drained;
  private final Removals removals;
  private final AtomicLong mark = new AtomicLong();
  private Set<ReplicaId> formerRuns = Set.of();
  private boolean claimsNothing;
  private volatile Predicate<ReplicaId> hasEnded = any -> false;
  private Clock savedClock = Clock.EMPTY;
  private Clock savedForgotten = Clock.EMPTY;

  /**
   * Of a run.
   *
   * @param first the number after which it wrote here
   * @param drained the number up to which its operations are handed over
   */
  public History(ReplicaId run, long first, LongSupplier drained, Ground ground) {
    this.ground = ground;
    this.drained = drained;
    progress = new Progress(run, first);
    removals = new Removals(ground.isStored());
  }

  /** What an earlier run stored, to be taken up before anything else happens. */
  public Recovery recovery() {
    return new Recovery(ground.store(), progress, removals, ground.notices());
  }

  /** Begins a run over what was recovered; nothing that was stored of its progress holds on. */
  public void begin(Recovery recovery, ReplicaId run) {
    formerRuns = recovery.formerRuns();
    recovery.saveRuns(run);
    mark.set(recovery.mark() + 2);
    claimsNothing = recovery.claimsNothing();
    if (save()) {
      recovery.settled();
    }
  }

  /** Whether it began where there was something already, and no clock that vouches for it. */
  public boolean claimsNothing() {
    return claimsNothing;
  }

  /** The earlier runs were those of another node. */
  public void disown(ReplicaId run) {
    formerRuns = Set.of();
    keep(Recovery.RUNS, Recovery.runs(formerRuns, run));
  }

  /** Something stored cannot be read: who begins over this store must claim nothing. */
  public void doubt() {
    keep(Recovery.DAMAGE, Bytes.utf8("doubt"));
  }

  // ---- from any thread

  /** What is applied here; of the own run, what was drained. */
  public Clock clock() {
    return progress.clock(drained.getAsLong());
  }

  /** What is applied here of other runs. */
  public Clock foreign() {
    return progress.foreign();
  }

  /** Up to where removed dots may have left the contexts. */
  public Clock forgotten() {
    return progress.forgotten();
  }

  /** How often the progress was stored: what is written now comes after that. */
  public long mark() {
    return mark.get();
  }

  /** What may have had an effect by now, the own run having given out numbers up to this one. */
  public Stamp stamp(long number) {
    return progress.stamp(number);
  }

  /**
   * An earlier run of this node of which every member has applied all there will ever be, as of all
   * other earlier ones it has said what it has. One of these may have gone on with this one.
   */
  public boolean continues(ReplicaId other) {
    return formerRuns.contains(other) && hasEnded.test(other) && isForgotten(other);
  }

  /** Whether every member has applied all that was ever heard of a run. */
  private boolean isForgotten(ReplicaId other) {
    return progress.forgotten().covers(other, progress.heard(other));
  }

  public void remember(Removal removal) {
    removals.add(removal);
    progress.letGo(removal.dots());
  }

  /**
   * Items went, and not by a removal that is remembered. What is not shown any more is not told of
   * as loose: who never saw it would wait for it, and so could not say that a run is over.
   */
  public void went(List<Item> items) {
    if (!items.isEmpty() && progress.hasLoose()) {
      progress.letGo(CausalContext.of(items.stream().map(Item::dot).toList()));
    }
  }

  public List<Removal> removalsBeyond(Clock known) {
    return removals.beyond(known);
  }

  /** Removals that some member may not have applied yet. */
  public int removalCount() {
    return removals.size();
  }

  /** The earlier runs of this node. */
  public Set<ReplicaId> formerRuns() {
    return formerRuns;
  }

  // ---- applied

  /** Effects of operations of another run up to this number are about to come. */
  public void hears(ReplicaId other, long upTo) {
    progress.hears(other, upTo);
  }

  /** Effects of operations that this clock covers are about to come. */
  public void hears(Clock clock) {
    progress.hears(clock);
  }

  /** What was heard of beyond a clock. */
  public Clock heardBeyond(Clock clock) {
    return progress.heardBeyond(clock);
  }

  /** An item was taken up: in the middle of a session, or with what may not be claimed yet. */
  public void tookUp(Dot dot) {
    progress.tookUp(dot);
  }

  /** The items that are here although the clock does not cover them. */
  public CausalContext loose() {
    return progress.loose();
  }

  /** Notes that operations {@code (after, upTo]} of another run are applied, if all is stored. */
  public void applied(ReplicaId other, long after, long upTo) {
    ground.saves().claim(() -> progress.applied(other, after, upTo));
  }

  /** Joins a peer's clock, and what it has forgotten, if all is stored. */
  public void adopt(Clock clock, Clock forgotten) {
    ground.saves().claim(() -> {
      progress.adopt(clock);
      progress.forget(forgotten);
    });
  }

  /** The runs of which anything was ever heard. */
  public List<ReplicaId> heardOf() {
    return progress.heardOf();
  }

  /** Notes that what is not here of a run, of all that was ever heard of, nobody has. */
  public void retire(ReplicaId other) {
    progress.retire(other);
  }

  /**
   * Tells of which runs every member has said what it has of them, and of all earlier ones of this
   * node.
   */
  public void onEnded(Predicate<ReplicaId> ended) {
    hasEnded = ended;
  }

  // ---- stored

  /** Says something that others will rely upon, once all that is here is synced. */
  public void vouch(Runnable say) {
    ground.saves().vouch(say);
  }

  /** Says what had to wait for the store, and whether there was anything. */
  public boolean settle() {
    return ground.saves().settle();
  }

  /** Stores the clock and what belongs to it, if it has changed; {@code false} if it could not. */
  public boolean checkpoint() {
    boolean same = clock().equals(savedClock) && progress.forgotten().equals(savedForgotten);
    return same || save();
  }

  private boolean save() {
    if (!ground.isStored()) {
      savedForgotten = progress.forgotten();
      return true;
    }
    long next = mark.incrementAndGet();
    Progress.Checkpoint checkpoint = progress.checkpoint(drained.getAsLong(), next);
    boolean done = Recovery.save(ground.store(), removals, checkpoint);
    if (done) {
      savedClock = checkpoint.clock();
      savedForgotten = checkpoint.forgotten();
    }
    return done;
  }

  /** Whether there are removals, so many entries that remember, or runs to be continued. */
  public boolean hasSomethingToForget(int remembering) {
    return removals.size() > 0
        || remembering > 0
        || formerRuns.stream().anyMatch(run -> hasEnded.test(run) && !isForgotten(run));
  }

  /**
   * Raises what may be forgotten, and says whether it may be relied upon: only once it is stored.
   *
   * @param minimum of the clocks of all members
   */
  public boolean forget(Clock minimum) {
    progress.forget(minimum.withoutGaps());
    boolean raised = !progress.forgotten().equals(savedForgotten);
    if (raised && !checkpoint()) {
      return false;
    }
    if (raised || removals.size() > 0) {
      removals.trim(progress.forgotten());
    }
    return true;
  }

  /** Claims nothing any more, and tells of no removals: its entries are about to be given up. */
  public void clear() {
    keep(Recovery.PROGRESS, Bytes.EMPTY);
    removals.replace(List.of());
    try {
      removals.save(ground.store(), progress.forgotten());
    } catch (StoreFull full) {
      ground.notices().warn("there is no room to note that a group was given up");
    }
  }

  /** Whether all entries are stored, so that a clock may be. */
  public boolean isStored() {
    return ground.isStored();
  }

  /** A value that is stored beside the entries. */
  public Optional<Bytes> kept(String name) {
    return ground.store().get(name);
  }

  /** Stores a value beside the entries; if there is no room, it is lost at the next start. */
  public void keep(String name, Bytes value) {
    try {
      ground.store().put(name, value);
    } catch (StoreFull full) {
      ground.notices().warn("there is no room to store " + name);
    }
  }
}
