package io.rejoin.akka;

import io.rejoin.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Changes that wait for an actor, one of each entry. */
final class Subscribed<V, T> {
  private final Function<Change<V>, T> message;
  private final Map<String, Change<V>> waiting = new HashMap<>();

  Subscribed(Function<Change<V>, T> message) {
    this.message = message;
  }

  /** Takes a change and says whether none of its entry waited before. */
  synchronized boolean put(Change<V> change) {
    Change<V> before = waiting.get(change.key());
    waiting.put(change.key(), before == null ? change : before.then(change));
    return before == null;
  }

  T take(String key) {
    return message.apply(taken(key));
  }

  private synchronized Change<V> taken(String key) {
    return Objects.requireNonNull(waiting.remove(key), key);
  }
}
