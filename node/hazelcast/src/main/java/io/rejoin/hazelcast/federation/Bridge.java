package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.MapClearedListener;
import io.rejoin.GridException;
import io.rejoin.Receipt;
import io.rejoin.Subscription;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.federation.Base.Agreed;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import io.rejoin.hazelcast.federation.FederatedValue.Write;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a map of this cluster and its entries in the grid equal, key by key, whatever it was that
 * made them differ: {@link #agree} is the only way. Each member looks after the keys of the
 * partitions that it owns.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
final class Bridge<K, V> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
  static final String BASES = "rejoin.base.";

  /** Somebody writes all the time: the key has its turn again later. */
  private static final int TRIES = 8;

  private final FederatedMap<K, V> what;
  private final HazelcastInstance member;
  private final Grid grid;
  private final Dirty<K> dirty;
  private final IMap<K, V> map;
  private final IMap<K, byte[]> bases;
  private final AtomicBoolean cleared = new AtomicBoolean();
  private final Subscription changes;
  private final UUID clearing;

  Bridge(FederatedMap<K, V> what, HazelcastInstance member, Grid grid, Dirty<K> dirty) {
    this.what = what;
    this.member = member;
    this.grid = grid;
    this.dirty = dirty;
    map = member.getMap(what.name());
    bases = member.getMap(BASES + what.name());
    changes = grid.onChange(what::holds, change -> dirty.look(what.keyOf(change.key())));
    MapClearedListener listener = any -> {
      cleared.set(true);
      dirty.lookAtAll();
    };
    clearing = map.addEntryListener(listener, false);
    dirty.lookAtAll();
  }

  @Override
  public void close() {
    changes.close();
    map.removeEntryListener(clearing);
  }

  /** Looks at what is to be looked at. */
  void round() {
    if (dirty.takeAll()) {
      if (cleared.getAndSet(false)) {
        bases.localKeySet().forEach(key -> dirty.mark(key, Mark.REMOVED));
      }
      map.localKeySet().forEach(dirty::look);
      bases.localKeySet().forEach(dirty::look);
      grid.keys(what.name()).stream()
          .filter(what::holds)
          .forEach(entry -> dirty.look(what.keyOf(entry)));
    }
    for (K key : dirty.keys()) {
      Optional<Mark> mark = dirty.take(key);
      if (mark.isPresent() && isOwned(key)) {
        agree(key, mark.get());
      }
    }
  }

  private boolean isOwned(K key) {
    var owner = member.getPartitionService().getPartition(key).getOwner();
    return owner != null && owner.localMember();
  }

  private void agree(K key, Mark mark) {
    try {
      for (int i = 0; i < TRIES; i++) {
        if (new Look(key, mark).isDone()) {
          return;
        }
      }
      dirty.look(key);
    } catch (MalformedBytes | GridException failure) {
      LOG.warn(
          "'{}' of the map '{}' is left as it is", what.text().apply(key), what.name(), failure);
    }
  }

  /** A key as it is here and in the grid, at one moment. */
  private final class Look {
    private final K key;
    private final Mark mark;
    private final EntryKey entry;
    private final List<Version> versions;
    private final Optional<Bytes> there;
    private final @Nullable V value;
    private final Optional<Bytes> here;
    private final Optional<Base> base;

    Look(K key, Mark mark) {
      this.key = key;
      this.mark = mark;
      entry = what.entry(key);
      byte @Nullable [] stored = bases.get(key);
      base = Optional.ofNullable(stored).map(Base::read);
      value = map.get(key);
      here = Optional.ofNullable(value).map(what::encoded);
      versions = FederatedValue.versions(grid.partial(entry));
      there = versions.stream().findFirst().map(Version::value);
    }

    /** Does one thing that is to be done; whether that was all. */
    boolean isDone() throws MalformedBytes {
      if (here.equals(there)) {
        become(Agreed.of(versions, there));
        return true;
      }
      Optional<Agreed> given = base.flatMap(Base::next).filter(next -> next.isOf(here));
      if (given.isPresent()) {
        become(given.get());
        return false;
      }
      boolean isNews = !Agreed.of(versions, there).seen().equals(seen());
      if (base.isEmpty() ? here.isEmpty() : base.get().agreed().isOf(here)) {
        return !isNews || give();
      }
      if (here.isPresent()) {
        take(here.get());
        return false;
      }
      if (mark == Mark.REMOVED) {
        grid.apply(entry, new Write(seen(), Optional.empty(), false));
        become(Agreed.of(List.of(), Optional.empty()));
        return false;
      }
      // Evicted here, or expired: the map may do without it until it changes.
      return !isNews || give();
    }

    private List<Dot> seen() {
      return base.map(known -> known.agreed().seen()).orElse(List.of());
    }

    /** A write of this cluster; if the member that took it died then, it is in the grid already. */
    private void take(Bytes written) {
      Optional<Version> own = versions.stream()
          .filter(each -> !seen().contains(each.dot()) && each.value().equals(written))
          .findFirst();
      if (own.isPresent()) {
        become(Agreed.of(List.of(own.get()), here));
        return;
      }
      boolean isOfUnknownTime = base.isEmpty() && mark != Mark.WRITTEN;
      Receipt receipt = grid.apply(entry, new Write(seen(), here, isOfUnknownTime));
      become(new Agreed(receipt.written(), Agreed.of(List.of(), here).digest()));
    }

    /** Lets the map have what the grid has, unless somebody writes at this moment. */
    private boolean give() throws MalformedBytes {
      Agreed next = Agreed.of(versions, there);
      Base before = base.orElse(Base.of(Agreed.of(List.of(), here)));
      bases.set(key, before.towards(next).toBytes());
      boolean done;
      if (there.isPresent()) {
        V theirs = what.values().decode(there.get());
        done =
            value == null ? map.putIfAbsent(key, theirs) == null : map.replace(key, value, theirs);
      } else {
        done = value == null || map.remove(key, value);
      }
      if (done) {
        become(next);
      }
      return done;
    }

    private void become(Agreed agreed) {
      if (agreed.seen().isEmpty() && agreed.isOf(Optional.empty())) {
        if (base.isPresent() || !versions.isEmpty()) {
          bases.delete(key);
        }
      } else if (!base.equals(Optional.of(Base.of(agreed)))) {
        bases.set(key, Base.of(agreed).toBytes());
      }
    }
  }
}
