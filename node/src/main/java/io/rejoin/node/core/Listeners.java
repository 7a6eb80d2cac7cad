package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.node.port.Notices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Who wants to hear of which entry. */
final class Listeners {
  private final Executor executor;
  private final Notices notices;
  private final List<Subscription> ofMany = new CopyOnWriteArrayList<>();
  private final Map<EntryKey, List<Subscription>> ofEntry = new ConcurrentHashMap<>();

  Listeners(Executor executor, Notices notices) {
    this.executor = executor;
    this.notices = notices;
  }

  /** Hears of the entries that fulfil a condition, which is asked under a shard's lock. */
  Subscription add(Predicate<EntryKey> which, ChangeListener listener) {
    Subscription added = new Subscription(which, listener, ofMany::remove);
    ofMany.add(added);
    return added;
  }

  Subscription add(EntryKey key, ChangeListener listener) {
    Subscription added = new Subscription(key::equals, listener, closed -> remove(key, closed));
    ofEntry.compute(key, (any, list) -> {
      List<Subscription> present = list == null ? new CopyOnWriteArrayList<>() : list;
      present.add(added);
      return present;
    });
    return added;
  }

  private void remove(EntryKey key, Subscription closed) {
    ofEntry.computeIfPresent(key, (any, list) -> {
      list.remove(closed);
      return list.isEmpty() ? null : list;
    });
  }

  boolean hear(EntryKey key) {
    for (Subscription each : ofMany) {
      if (each.hears(key)) {
        return true;
      }
    }
    return !ofEntry.isEmpty() && ofEntry.containsKey(key);
  }

  /** Under the shard's lock. */
  void enqueue(Change change) {
    for (Subscription each : ofMany) {
      if (each.hears(change.key())) {
        each.enqueue(change);
      }
    }
    ofEntry.getOrDefault(change.key(), List.of()).forEach(each -> each.enqueue(change));
  }

  /** After the lock was released. */
  void deliver(EntryKey key) {
    ofMany.forEach(this::deliver);
    ofEntry.getOrDefault(key, List.of()).forEach(this::deliver);
  }

  private void deliver(Subscription to) {
    to.deliver(executor, failure -> notices.warn("a change listener failed: " + failure));
  }
}
