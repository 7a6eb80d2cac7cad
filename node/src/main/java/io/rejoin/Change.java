package io.rejoin;

/**
 * What a listener is told.
 *
 * @param key the entry's key
 * @param before the value when this listener was last told, or when it began to listen
 * @param after the value after the change
 * @param local whether this node made the change
 * @param skipped changes that were merged into this one because the listener was slower than they
 * @param <V> what the handle shows
 */
public record Change<V>(String key, V before, V after, boolean local, long skipped) {

  /** This change and the next one of the same entry, as one. */
  public Change<V> then(Change<V> next) {
    return new Change<>(key, before, next.after, next.local, skipped + next.skipped + 1);
  }
}
