package io.rejoin.hazelcast.federation;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicate;
import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.grid.Grid;
import io.rejoin.grid.Outside;
import io.rejoin.hazelcast.federation.Agreement.Step;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import io.rejoin.hazelcast.federation.FederatedValue.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does for a map of plain values what {@link Agreement} says. */
final class MapBridge<K, V> implements Bridge<K> {
  private static final Base NOTHING = Base.on(Base.Agreed.NOTHING);
  private static final Logger LOG = LoggerFactory.getLogger(MapBridge.class);

  /** Somebody writes all the time: the key has its turn again later. */
  private static final int TRIES = 8;

  /** Who locks an entry must not hold up the others. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final FederatedMap<K, V> what;
  private final Grid grid;
  private final Outside outside;
  private final IMap<K, V> map;
  private final IMap<K, byte[]> bases;
  private final Agreement.Ways ways;
  private final Tally tally;

  MapBridge(FederatedMap<K, V> what, HazelcastInstance member, Grid grid, Tally tally) {
    if (grid.catalogue().byId(FederatedValue.TYPE.id()).isEmpty()) {
      throw new GridException.BadOperation(
          "start the grid with GridConfig.types(FederatedValue.TYPE): it does not know that type");
    }
    this.what = what;
    this.grid = grid;
    this.tally = tally;
    outside = Outside.of(grid);
    map = member.getMap(what.name());
    bases = member.getMap(FederatedMap.BASES + what.name());
    MapConfig config = member.getConfig().findMapConfig(what.name());
    ways = new Agreement.Ways(
        config.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE
            || config.getMaxIdleSeconds() > 0,
        config.getMapStoreConfig().isEnabled());
    Give.register(member, what);
  }

  @Override
  public Set<K> keys(Predicate<K, Object> which) {
    Set<K> keys = new HashSet<>(map.keySet(widened(which)));
    keys.addAll(bases.keySet(widened(which)));
    return keys;
  }

  @SuppressWarnings("unchecked") // a predicate that takes any value takes these
  private static <K, T> Predicate<K, T> widened(Predicate<K, Object> which) {
    return (Predicate<K, T>) (Predicate<?, ?>) which;
  }

  @Override
  public void agree(Map<K, Mark> some, Dirty<K> dirty) {
    Map<K, byte[]> stored = bases.getAll(some.keySet());
    List<Visit> visits = new ArrayList<>();
    some.forEach((key, mark) -> {
      try {
        Visit visit = new Visit(key, mark, stored.get(key));
        if (!visit.go()) {
          dirty.later(key, mark);
        }
        visits.add(visit);
      } catch (MalformedBytes | GridException refused) {
        tally.refused();
        LOG.warn("'{}' of the map '{}' is left as it is, for now", key, what.name(), refused);
        dirty.later(key, mark);
      }
    });
    note(visits);
    note(give(visits, dirty));
  }

  private void note(List<Visit> visits) {
    Map<K, byte[]> noted = new HashMap<>();
    for (Visit visit : visits) {
      if (visit.base.equals(visit.stored)) {
        continue;
      }
      if (visit.base.equals(NOTHING)) {
        bases.delete(visit.key);
      } else {
        noted.put(visit.key, visit.base.toBytes());
      }
    }
    bases.setAll(noted);
  }

  /** Returns what was given, which is agreed on now. */
  private List<Visit> give(List<Visit> visits, Dirty<K> dirty) {
    Map<Visit, CompletableFuture<Boolean>> given = new HashMap<>();
    for (Visit visit : visits) {
      visit.gift.ifPresent(
          gift -> given.put(visit, map.submitToKey(visit.key, gift).toCompletableFuture()));
    }
    List<Visit> done = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    given.forEach((visit, answer) -> {
      if (isTaken(answer, end - System.nanoTime())) {
        visit.base = Base.on(visit.base.next().orElseThrow());
        done.add(visit);
      } else {
        dirty.later(visit.key, Mark.LOOK);
      }
    });
    return done;
  }

  private boolean isTaken(CompletableFuture<Boolean> answer, long nanos) {
    try {
      boolean taken = answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      if (taken) {
        tally.gave();
      }
      return taken;
    } catch (TimeoutException locked) {
      return false;
    } catch (ExecutionException failure) {
      LOG.warn("an entry of the map '{}' could not be set", what.name(), failure);
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {}

  /** One key: what has to be done with it, step by step. */
  private final class Visit {
    private final K key;
    private final Mark mark;
    private final EntryKey entry;
    private final Base stored;
    private Base base;
    private Optional<Bytes> here = Optional.empty();
    private Optional<Give<K, V>> gift = Optional.empty();

    Visit(K key, Mark mark, byte @Nullable [] stored) throws MalformedBytes {
      this.key = key;
      this.mark = mark;
      entry = what.entry(key);
      this.stored = stored == null ? NOTHING : Base.read(stored);
      base = this.stored;
    }

    /** Does all but what is noted and given; whether that was all. */
    boolean go() throws MalformedBytes {
      for (int i = 0; i < TRIES; i++) {
        Step step = step();
        if (step instanceof Step.Agree agree) {
          base = agree.base();
          return true;
        } else if (step instanceof Step.Give give) {
          base = give.base();
          gift = Optional.of(gift(give.version()));
          return true;
        } else if (step instanceof Step.GiveBack back) {
          outside.giveBack(entry, back.kept());
          tally.gaveBack();
          return false;
        } else if (step instanceof Step.Take take) {
          take(take);
        }
      }
      return false;
    }

    /** What is known is asked before what shows: what comes in between must not look removed. */
    private Step step() throws MalformedBytes {
      Set<Dot> known = outside.known(entry, base.versions());
      List<Version> versions = FederatedValue.versions(grid.partial(entry));
      Optional<Write> merged = merged(versions);
      if (merged.isPresent()) {
        return new Step.Take(merged.get(), State.EMPTY, Optional.empty());
      }
      @Nullable EntryView<K, V> view = map.getEntryView(key);
      here = view == null
          ? Optional.empty()
          : Optional.ofNullable(view.getValue()).map(what.values()::encode);
      return new Agreement(
              mark, here, until(view), base, known, versions, System.currentTimeMillis(), ways)
          .step();
    }

    /** An entry that expires when nobody uses it does so at this site alone. */
    private long until(@Nullable EntryView<K, V> view) {
      return view == null
              || view.getExpirationTime() == Long.MAX_VALUE
              || view.getMaxIdle() != Long.MAX_VALUE
          ? 0
          : view.getExpirationTime();
    }

    private Optional<Write> merged(List<Version> versions) throws MalformedBytes {
      if (what.merge().isEmpty()
          || versions.stream().map(Version::value).distinct().count() < 2) {
        return Optional.empty();
      }
      @Nullable V value = null;
      for (int i = versions.size() - 1; i >= 0; i--) {
        V next = what.values().decode(versions.get(i).value());
        value = value == null ? next : what.merge().get().apply(value, next);
      }
      List<Dot> all = versions.stream().map(Version::dot).toList();
      Bytes bytes = what.values().encode(Objects.requireNonNull(value));
      return Optional.of(new Write(all, Optional.of(bytes), versions.get(0).expires(), false));
    }

    private void take(Step.Take take) {
      if (!take.alsoGone().isEmpty()) {
        outside.giveBack(entry, take.alsoGone());
      }
      grid.apply(entry, take.write());
      tally.took();
      take.after().ifPresent(after -> base = after);
    }

    private Give<K, V> gift(Optional<Version> version) throws MalformedBytes {
      Bytes expected = here.map(Base.Agreed::digestOf).orElse(Bytes.EMPTY);
      return version.isPresent()
          ? new Give<>(
              what.name(),
              expected,
              what.values().decode(version.get().value()),
              version.get().expires())
          : new Give<>(what.name(), expected, null, 0);
    }
  }
}
