package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.shard.Progress.Checkpoint;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a node makes of its store when it starts. A stored clock holds, as entries are stored before
 * the clock that covers them. What the last run did after it last stored its clock is found in the
 * entries themselves. If a record was damaged nobody can tell what it held, so nothing is claimed:
 * what the entries show is kept, and the node learns from others what it missed. The same if some
 * buckets are not stored at all.
 */
public final class Recovery {
  static final String PROGRESS = "progress";
  static final String RUNS = "runs";

  /** Which damage earlier starts have dealt with. */
  static final String DAMAGE = "damage";

  /** So much may be more than a store tells. */
  private static final int MUCH_DAMAGE = 1_000;

  private final Store store;
  private final Progress progress;
  private final Removals removals;
  private final Set<ReplicaId> formerRuns = new TreeSet<>();
  private final Notices notices;
  private final boolean hasAllRemovals;
  private Optional<Checkpoint> last = Optional.empty();
  private boolean isFirst;
  private boolean claimsNothing;

  /** Reads what the last run stored of its progress, except for the entries. */
  public Recovery(Store store, Progress progress, Removals removals, Notices notices) {
    this.store = store;
    this.progress = progress;
    this.removals = removals;
    this.notices = notices;
    formerRuns.addAll(runs(store));
    try {
      Optional<Bytes> stored = store.get(PROGRESS).filter(bytes -> !bytes.isEmpty());
      isFirst = stored.isEmpty();
      last = isFirst ? Optional.empty() : Optional.of(Checkpoint.read(stored.get()));
    } catch (MalformedBytes damaged) {
      notices.warn("the stored clock cannot be read; the node learns from others what it missed");
    }
    hasAllRemovals = removals.load(store);
    last.ifPresent(checkpoint -> formerRuns.add(checkpoint.run()));
  }

  /** The runs whose node has this store, as far as they can be read. */
  public static Set<ReplicaId> runs(Store store) {
    Set<ReplicaId> runs = new TreeSet<>();
    try {
      ByteReader in = new ByteReader(store.get(RUNS).orElse(Bytes.EMPTY));
      while (in.remaining() > 0) {
        runs.add(ReplicaId.read(in));
      }
    } catch (MalformedBytes damaged) {
      return runs;
    }
    return runs;
  }

  /** How often the last run had stored its progress. */
  public long mark() {
    return last.map(Checkpoint::mark).orElse(0L);
  }

  /** The earlier runs of this node. */
  public Set<ReplicaId> formerRuns() {
    return Set.copyOf(formerRuns);
  }

  /** Whether an entry changed after the last time that progress was stored. */
  public boolean isNews(long writtenAt) {
    return last.isEmpty() || writtenAt >= last.get().mark() - 1;
  }

  /**
   * Goes on from where the last run was, once all entries were visited, which shows what is
   * damaged.
   *
   * @param news the entries that {@linkplain #isNews are news}
   * @param all visits all that are stored
   */
  public void resume(Iterable<Entry> news, Consumer<Consumer<Entry>> all) {
    List<String> damaged = store.damaged();
    String seen = store.get(DAMAGE).map(Bytes::utf8).orElse("");
    boolean isWhole = seen.equals(summary(damaged)) && damaged.size() < MUCH_DAMAGE;
    if (last.isPresent() && hasAllRemovals && isWhole) {
      progress.resume(last.get());
      news.forEach(entry -> claimAfter(entry, last.get().run()));
      return;
    }
    if (!hasAllRemovals || !isWhole) {
      notices.warn("something stored was damaged, so the node learns from others what it missed: "
          + damaged);
    }
    last.ifPresent(checkpoint -> progress.hears(checkpoint.clock().join(checkpoint.heard())));
    boolean isEmpty = claimShown(all) == 0;
    claimsNothing = !(isFirst && hasAllRemovals && isWhole && isEmpty);
  }

  /** Whether something is stored, or was, and no clock vouches for it. */
  boolean claimsNothing() {
    return claimsNothing;
  }

  /** Once what is claimed now is stored: the next start need not deal with the same damage. */
  public void settled() {
    keep(DAMAGE, Bytes.utf8(summary(store.damaged())));
  }

  /** Another one after any damage, and if somebody has tidied the list away. */
  private static String summary(List<String> damaged) {
    return damaged.isEmpty() ? "" : damaged.size() + " " + damaged.get(damaged.size() - 1);
  }

  /**
   * The last operation of a run upon an entry was certainly applied, as the entry shows it. Of
   * other runs, what is there came after the clock was stored: it must not be taken for lost.
   */
  private void claimAfter(Entry entry, ReplicaId run) {
    State state = entry.read(store);
    CausalContext context = state.context();
    progress.hears(new Clock(context));
    long number = context.last(run);
    if (number > 0 && !progress.foreign().operations().contains(run, number)) {
      CausalContext dead = context.minus(state.live());
      if (!dead.isEmpty()) {
        removals.add(new Removal(new Dot(run, number), entry.key(), dead));
      }
      progress.applied(run, number - 1, number);
    }
    state.items().forEach(item -> progress.tookUp(item.dot()));
  }

  /**
   * Claims nothing: what entries show is there, so that nobody takes it for lost, and no more is
   * known of them. A removal whose operation its entry does not know is dropped: that operation may
   * have put something in place of what it removed, and that is lost.
   *
   * @return how many entries there are
   */
  private int claimShown(Consumer<Consumer<Entry>> all) {
    Map<EntryKey, List<Removal>> removed = new HashMap<>();
    for (Removal removal : removals.beyond(Clock.EMPTY)) {
      progress.hears(removal.operation().run(), removal.operation().number());
      removed.computeIfAbsent(removal.key(), any -> new ArrayList<>()).add(removal);
    }
    List<Removal> backed = new ArrayList<>();
    int[] entries = {0};
    all.accept(entry -> {
      entries[0]++;
      State state = entry.read(store);
      progress.hears(new Clock(state.context()));
      state.items().forEach(item -> progress.tookUp(item.dot()));
      removed.getOrDefault(entry.key(), List.of()).stream()
          .filter(removal -> state.knows(removal.operation()))
          .forEach(backed::add);
    });
    removals.replace(backed);
    return entries[0];
  }

  /** Stores the progress of the present run; {@code false} if there is no room. */
  public static boolean save(Store store, Removals removals, Checkpoint checkpoint) {
    try {
      removals.save(store, checkpoint.forgotten());
      store.put(PROGRESS, checkpoint.toBytes());
      return true;
    } catch (StoreFull full) {
      return false;
    }
  }

  /** Stores that there were these runs, and this one, before it does anything. */
  public void saveRuns(ReplicaId run) {
    keep(RUNS, runs(formerRuns, run));
  }

  /** The runs of a node as they are stored. */
  static Bytes runs(Set<ReplicaId> former, ReplicaId run) {
    ByteWriter out = new ByteWriter();
    former.forEach(each -> each.write(out));
    run.write(out);
    return out.toBytes();
  }

  private void keep(String name, Bytes value) {
    try {
      store.put(name, value);
    } catch (StoreFull full) {
      notices.warn("there is no room to store " + name + "; the next start does without it");
    }
  }
}
