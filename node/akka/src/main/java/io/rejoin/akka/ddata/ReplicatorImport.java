package io.rejoin.akka.ddata;

import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.ddata.DistributedData;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.ORSetKey;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.Replicator;
import akka.pattern.Patterns;
import io.rejoin.Codec;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.grid.Grid;
import io.rejoin.value.Register;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes what the Akka Distributed Data replicator of an ActorSystem holds into the grid, once, as
 * seen by a majority of its nodes. To be run at one node, before the grid has values of these keys.
 *
 * <p>The grid keeps a mark for each key, in the bucket {@value #MARKS}, so an import that was
 * killed is run again and goes on. The marks may be erased when everything is there.
 *
 * @param <E> elements, fields and values in the grid
 */
public final class ReplicatorImport<E> {
  private static final String MARKS = "rejoin-import";
  private static final String BEGUN = "begun";
  private static final String DONE = "done";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Keys are asked for so many at a time. */
  private static final int AT_ONCE = 256;

  private final ActorSystem<?> system;
  private final ActorRef replicator;
  private final Grid grid;
  private final String prefix;
  private final Transfer<E> transfer;

  private ReplicatorImport(ActorSystem<?> system, String prefix, Transfer<E> transfer) {
    this.system = system;
    this.prefix = prefix;
    this.transfer = transfer;
    replicator = DistributedData.get(system.classicSystem()).replicator();
    grid = RejoinGrid.get(system).grid();
  }

  /**
   * Of a replicator whose elements are texts.
   *
   * @param prefix stands before each key in the grid, such as {@code shop/}
   */
  public static ReplicatorImport<String> ofTexts(ActorSystem<?> system, String prefix) {
    return of(system, prefix, Codec.string(), element -> {
      if (element instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("it holds a " + element.getClass().getName()
          + ": say with ReplicatorImport.of what is to become of it");
    });
  }

  /**
   * Of a replicator with elements of any type.
   *
   * @param prefix stands before each key in the grid, such as {@code shop/}
   * @param elements what an element becomes; what it throws leaves the key where it is
   */
  public static <E> ReplicatorImport<E> of(
      ActorSystem<?> system, String prefix, Codec<E> codec, Function<Object, E> elements) {
    return new ReplicatorImport<>(system, prefix, new Transfer<>(codec, elements));
  }

  /** Takes all keys. Akka lists them by a message that it calls internal. */
  public CompletionStage<Imported> all() {
    return begin(() -> {
      Replicator.GetKeyIdsResult known =
          (Replicator.GetKeyIdsResult) ask(Replicator.GetKeyIds$.MODULE$).join();
      return known.getKeyIds();
    });
  }

  /** Takes these keys. */
  public CompletionStage<Imported> only(Collection<String> keys) {
    return begin(() -> List.copyOf(keys));
  }

  private CompletionStage<Imported> begin(Supplier<Collection<String>> keys) {
    return CompletableFuture.supplyAsync(
        () -> new Run().through(new TreeSet<>(keys.get())),
        system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private CompletableFuture<Object> ask(Object message) {
    return Patterns.ask(replicator, message, PATIENCE.plus(PATIENCE)).toCompletableFuture();
  }

  private CompletableFuture<Object> get(String key) {
    Key<?> any = ORSetKey.create(key); // whatever it holds: the replicator looks at the name alone
    return ask(new Replicator.Get<>(any, new Replicator.ReadMajority(PATIENCE)));
  }

  /** One import, on a thread that may wait. */
  private final class Run {
    private final SortedSet<String> taken = new TreeSet<>();
    private final SortedSet<String> before = new TreeSet<>();
    private final SortedSet<String> uncertain = new TreeSet<>();
    private final SortedSet<String> deleted = new TreeSet<>();
    private final SortedMap<String, String> refused = new TreeMap<>();

    Imported through(SortedSet<String> keys) {
      List<String> left = keys.stream().filter(this::isLeft).toList();
      for (int from = 0; from < left.size(); from += AT_ONCE) {
        some(left.subList(from, Math.min(left.size(), from + AT_ONCE)));
      }
      return new Imported(
          Collections.unmodifiableSortedSet(taken),
          Collections.unmodifiableSortedSet(before),
          Collections.unmodifiableSortedSet(uncertain),
          Collections.unmodifiableSortedSet(deleted),
          Collections.unmodifiableSortedMap(refused));
    }

    /** Whether an earlier import has not taken it; which no replicator need be asked for. */
    private boolean isLeft(String key) {
      try {
        if (!state(key).equals(DONE)) {
          return true;
        }
        before.add(key);
      } catch (RuntimeException failure) {
        refused.put(key, String.valueOf(failure.getMessage()));
      }
      return false;
    }

    private Register<String> mark(String key) {
      return grid.register(MARKS + "/" + prefix + key, Codec.string());
    }

    private String state(String key) {
      return mark(key).value().orElse("");
    }

    private void some(List<String> keys) {
      List<CompletableFuture<Object>> answers =
          keys.stream().map(ReplicatorImport.this::get).toList();
      for (int i = 0; i < keys.size(); i++) {
        String key = keys.get(i);
        try {
          take(key, answers.get(i).join());
        } catch (CompletionException unanswered) {
          refused.put(key, "the replicator did not answer: " + unanswered.getCause());
        } catch (RuntimeException failure) {
          refused.put(key, String.valueOf(failure.getMessage()));
        }
      }
    }

    private void take(String key, Object answer) {
      if (answer instanceof Replicator.GetDataDeleted<?>) {
        deleted.add(key);
      } else if (answer instanceof Replicator.GetSuccess<?> success) {
        take(key, success.dataValue());
      } else {
        refused.put(
            key,
            answer instanceof Replicator.NotFound<?>
                ? "the replicator has no such key"
                : "no majority of the replicators answered");
      }
    }

    private void take(String key, ReplicatedData data) {
      if (state(key).equals(BEGUN) && Transfer.counts(data)) {
        uncertain.add(key);
        return;
      }
      Runnable writes = transfer.prepare(data, grid, prefix + key);
      mark(key).set(BEGUN);
      writes.run();
      mark(key).set(DONE);
      taken.add(key);
    }
  }
}
