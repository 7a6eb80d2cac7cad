package io.rejoin.hazelcast.federation;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
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
final class MapBridge<K, V> implements Pump.Bridge<K> {
  private static final Base NOTHING = Base.on(Base.Agreed.NOTHING);
  private static final Logger LOG = LoggerFactory.getLogger(MapBridge.class);

  /** Somebody writes all the time: the key has its turn again later. */
  private static final int TRIES = 8;

  /** What takes longer than this has failed, or is looked at again. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final FederatedMap<K, V> what;
  private final Grid grid;
  private final Outside outside;
  private final IMap<K, V> map;
  private final IMap<K, byte[]> bases;
  private final Agreement.Ways ways;
  private final boolean isUseNoted;
  private final Partitions partitions;
  private final Counts.Tally tally;

  MapBridge(
      FederatedMap<K, V> what,
      HazelcastInstance member,
      Partitions partitions,
      Grid grid,
      Counts.Tally tally) {
    if (grid.catalogue().byId(FederatedValue.TYPE.id()).isEmpty()) {
      throw new GridException.BadOperation(
          "start the grid with GridConfig.types(FederatedValue.TYPE): it does not know that type");
    }
    this.what = what;
    this.grid = grid;
    this.tally = tally;
    outside = Outside.of(grid);
    this.partitions = partitions;
    map = member.getMap(what.name());
    bases = member.getMap(what.bases());
    MapConfig config = member.getConfig().findMapConfig(what.name());
    isUseNoted = config.getMaxIdleSeconds() > 0;
    ways = new Agreement.Ways(
        isUseNoted || config.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE,
        config.getMapStoreConfig().isEnabled());
    Give.register(member, what);
  }

  @Override
  public Set<K> keys(int partition) {
    Set<K> keys = new HashSet<>(map.keySet(partitions.in(partition)));
    keys.addAll(bases.keySet(partitions.in(partition)));
    return keys;
  }

  /** A value that cannot be read or told does not hold up the others. */
  @Override
  public Map<K, Exception> agree(Map<K, Mark> some, Marks.Dirty<K> dirty) {
    Map<K, byte[]> stored = bases.getAll(some.keySet());
    Map<K, V> values = values(some);
    List<Visit> visits = new ArrayList<>();
    Map<K, Exception> refused = new HashMap<>();
    some.forEach((key, mark) -> {
      try {
        Visit visit = new Visit(key, mark, stored.get(key), values.get(key));
        if (!visit.go()) {
          dirty.later(key, mark);
        }
        visits.add(visit);
      } catch (HazelcastInstanceNotActiveException ending) {
        throw ending;
      } catch (MalformedBytes | RuntimeException failure) {
        refused.put(key, failure);
      }
    });
    note(visits);
    note(give(visits, dirty));
    return refused;
  }

  @SuppressWarnings("unchecked") // Hazelcast tells of values of the map
  private Map<K, V> values(Map<K, Mark> some) {
    Map<K, V> values = new HashMap<>();
    Set<K> asked = new HashSet<>();
    some.forEach((key, mark) -> mark.made()
        .ifPresentOrElse(
            made -> made.value().ifPresent(value -> values.put(key, (V) value)),
            () -> asked.add(key)));
    if (!asked.isEmpty()) {
      values.putAll(isUseNoted ? peek(asked) : map.getAll(asked));
    }
    return values;
  }

  /** Where entries expire that nobody uses, this must not count as a use. */
  private Map<K, V> peek(Set<K> keys) {
    Map<K, V> values = new HashMap<>();
    for (K key : keys) {
      @Nullable EntryView<K, V> view = map.getEntryView(key);
      if (view != null) {
        values.put(key, view.getValue());
      }
    }
    return values;
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
  private List<Visit> give(List<Visit> visits, Marks.Dirty<K> dirty) {
    Map<Integer, Map<K, Give.Gift<V>>> gifts = new HashMap<>();
    for (Visit visit : visits) {
      visit.gift.ifPresent(gift -> gifts
          .computeIfAbsent(partitions.of(visit.key), any -> new HashMap<>())
          .put(visit.key, gift));
    }
    List<CompletableFuture<Map<K, Boolean>>> given = new ArrayList<>();
    for (Map<K, Give.Gift<V>> each : gifts.values()) {
      Set<K> keys = Set.copyOf(each.keySet());
      given.add(map.submitToKeys(keys, new Give<>(what.name(), each)).toCompletableFuture());
    }
    Map<K, Boolean> taken = new HashMap<>();
    given.forEach(answer -> taken.putAll(answered(answer)));
    List<Visit> done = new ArrayList<>();
    for (Visit visit : visits) {
      if (visit.gift.isPresent() && taken.getOrDefault(visit.key, false)) {
        visit.base = Base.on(visit.base.next().orElseThrow());
        done.add(visit);
        tally.gave();
      } else if (visit.gift.isPresent()) {
        dirty.later(visit.key, Mark.LOOK);
      }
    }
    return done;
  }

  private Map<K, Boolean> answered(CompletableFuture<Map<K, Boolean>> answer) {
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      LOG.warn("entries of the map '{}' could not be set, for now", what.name(), failure);
      return Map.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** One key: what has to be done with it, step by step. */
  private final class Visit {
    private final K key;
    private final Mark mark;
    private final EntryKey entry;
    private final Optional<Bytes> here;
    private final Base stored;
    private Base base;
    private Optional<Dot> told = Optional.empty();
    private Optional<Give.Gift<V>> gift = Optional.empty();

    Visit(K key, Mark mark, byte @Nullable [] stored, @Nullable V value) throws MalformedBytes {
      here = Optional.ofNullable(value).map(what.values()::encode);
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
          if (!merges()) {
            return true;
          }
        } else if (step instanceof Step.Give give) {
          if (!merges()) {
            base = give.base();
            gift = Optional.of(gift(give.version()));
            return true;
          }
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
      long now = System.currentTimeMillis();
      return new Agreement(mark, here, this::until, base, known, told, versions, now, ways).step();
    }

    /** Not before it is known which version the map's value is: a merge takes that version away. */
    private boolean merges() throws MalformedBytes {
      Optional<Write> merged = merged(FederatedValue.versions(grid.partial(entry)));
      merged.ifPresent(write -> {
        grid.apply(entry, write);
        tally.took();
      });
      return merged.isPresent();
    }

    private long until() {
      if (mark.isWrite()) {
        return mark.until();
      }
      @Nullable EntryView<K, V> view = map.getEntryView(key);
      return view == null ? 0 : Feed.until(view);
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
      List<Dot> written = grid.apply(entry, take.write()).written();
      told = written.stream().findFirst();
      tally.took();
      take.after().ifPresent(after -> base = after);
    }

    private Give.Gift<V> gift(Optional<Version> version) throws MalformedBytes {
      Bytes expected = here.map(Base.Agreed::digestOf).orElse(Bytes.EMPTY);
      return version.isPresent()
          ? new Give.Gift<>(
              expected,
              what.values().decode(version.get().value()),
              version.get().expires())
          : new Give.Gift<>(expected, null, 0);
    }
  }
}
