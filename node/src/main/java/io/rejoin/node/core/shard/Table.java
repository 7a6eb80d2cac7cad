package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Lanes;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.port.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The entries of a replica by their keys: where their states are, in memory or in the store, and
 * how both are kept up. Read without a lock; changed under the lock of an entry's shard.
 */
public final class Table {
  /** What encodes to this much less than before is worth being stored anew. */
  private static final int WORTH_STORING = 64;

  /** An entry whose state is read from the store is as much work as so many others. */
  private static final int READING = 16;

  /** So much is done at once for entries that may forget. */
  private static final int MUCH_WORK = 1 << 16;

  private final Index entries = new Index();
  private final Lanes lanes;
  private final Store store;
  private final Saves saves;
  private final Resident states;
  private final LongSupplier mark;
  private final Relics relics = new Relics();
  private List<Entry> resumed = List.of();

  /**
   * Over a store.
   *
   * @param mark how often progress was stored
   */
  public Table(Lanes lanes, History.Ground ground, LongSupplier mark) {
    this.lanes = lanes;
    store = ground.store();
    saves = ground.saves();
    states = ground.states();
    this.mark = mark;
  }

  /** Takes up what is stored. */
  public void load(Recovery recovery, Shards shards, Expiry expiry) {
    List<Entry> news = new ArrayList<>();
    store.forEach((key, digest, live, time, writtenAt) -> {
      Entry.Content stored = new Entry.Content(null, digest, live, time);
      Entry entry = new Entry(key, lanes.keyHash(key), stored);
      entries.add(entry);
      states.places(1);
      shards.of(entry).touch(entry);
      expiry.changed(key, stored);
      if (live == 0 || recovery.isNews(writtenAt)) {
        news.add(entry);
      } else {
        relics.add(entry);
      }
    });
    recovery.resume(news, entries::forEach);
    shards.fold();
    resumed = news;
  }

  /** How many entries there are of which it is not known who may have had an effect upon them. */
  public int awaitingStamps() {
    return resumed.size();
  }

  /**
   * All that members have applied was heard by now, so also whatever an earlier run had joined just
   * before it ended: what those entries know may be forgotten once everybody has applied all of it.
   */
  public void stamp(Shards shards) {
    resumed.stream()
        .filter(entry -> !entry.isVacant()) // else another one may stand in its place by now
        .forEach(entry -> shards.locked(entry, shard -> shard.changed(entry, true)));
    resumed = List.of();
  }

  /** The entry of a key, or a place for it that is not in the table yet. */
  public Entry entry(EntryKey key) {
    long keyHash = lanes.keyHash(key);
    Entry entry = entries.find(keyHash, key);
    return entry == null ? new Entry(key, keyHash) : entry;
  }

  /** The same, under the lock of its shard: another thread may have put it there meanwhile. */
  public Entry placed(Entry found) {
    Entry now = found.isVacant() ? entries.find(found.keyHash(), found.key()) : found;
    return now == null ? found : now;
  }

  public State state(EntryKey key) {
    Entry entry = entries.find(lanes.keyHash(key), key);
    return entry == null ? State.EMPTY : states.of(entry);
  }

  public State state(Entry entry) {
    return states.of(entry);
  }

  /** Whether something that was stored could not be read. */
  public boolean isDamaged() {
    return states.isDamaged();
  }

  /** Visits the states that are in memory. */
  public void forEachResident(BiConsumer<EntryKey, State> visitor) {
    entries.forEach(entry -> {
      State held = entry.content().held();
      if (held != null) {
        visitor.accept(entry.key(), held);
      }
    });
  }

  /** The entries with live content that fulfil a condition, in the order of their keys. */
  public List<EntryKey> keys(Predicate<EntryKey> condition) {
    List<EntryKey> found = new ArrayList<>();
    entries.forEach(entry -> {
      if (entry.content().isLive() && condition.test(entry.key())) {
        found.add(entry.key());
      }
    });
    found.sort(null);
    return found;
  }

  /**
   * Puts the outcome of a join in place and stores it.
   *
   * @param delta that was joined; without one the entry is stored anew
   * @param local whether an operation of this node did that
   * @return the sequence of the record
   */
  public long become(
      Entry entry, Joined joined, Entry.Content after, Optional<State> delta, boolean local) {
    boolean isNew = entry.isVacant();
    long record = saves.append(entry.key(), delta, kept(joined.state(), after), local);
    entry.become(after);
    states.changed(entry, joined);
    if (isNew) {
      entries.add(entry);
      states.places(1);
    }
    return record;
  }

  private Store.Kept kept(State state, Entry.Content content) {
    return new Store.Kept(
        state, content.digest(), content.live(), content.time(), mark.getAsLong());
  }

  /**
   * Reads some of the entries that an earlier run stored: perhaps they have something to forget.
   */
  public void lookAtRelics(int most, Shards shards) {
    relics.look(
        most, states::of, entry -> shards.locked(entry, shard -> shard.changed(entry, true)));
  }

  /**
   * Lets entries forget what is at or below a horizon: so many of each shard, as long as all of it
   * is not too much work. Those whose states lie in the store alone are more work.
   */
  public void forget(Clock horizon, int most, Shards shards) {
    long[] work = {0};
    shards.inTurn(shard -> {
      for (Entry entry : shard.forgettable(horizon, most)) {
        work[0] += entry.content().held() == null ? READING : 1;
        forget(entry, horizon);
      }
      return work[0] < MUCH_WORK;
    });
  }

  /** Without anything left, it is gone. */
  private void forget(Entry entry, Clock horizon) {
    State before = states.of(entry);
    State after = before.forget(horizon);
    if (after.isEmpty()) {
      remove(entry);
      return;
    }
    entry.become(entry.content().with(after.compact()));
    if (after.size() <= WORTH_STORING
        && before.toBytes().length() - after.toBytes().length() >= WORTH_STORING) {
      saves.append(entry.key(), Optional.empty(), kept(after, entry.content()), false);
    }
  }

  /** Gives up all entries. */
  public void clear(Shards shards) {
    List<Entry> all = new ArrayList<>();
    entries.forEach(all::add);
    for (Entry entry : all) {
      shards.locked(entry, shard -> {
        remove(entry);
        shard.touch(entry);
      });
    }
    shards.fold();
  }

  private void remove(Entry entry) {
    entries.remove(entry);
    states.places(-1);
    entry.become(Entry.Content.NOTHING);
    saves.delete(entry.key());
  }

  /** Stores what there was no room for; if there still is none, another time. */
  public void saveAgain(Shards shards) {
    for (EntryKey key : saves.missing()) {
      Entry entry = entry(key);
      if (entry.isVacant()) {
        continue; // of another group
      }
      shards.locked(
          entry,
          shard ->
              saves.append(key, Optional.empty(), kept(states.of(entry), entry.content()), false));
    }
  }
}
