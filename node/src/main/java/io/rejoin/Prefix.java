package io.rejoin;

import io.rejoin.crdt.bytes.Bytes;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All entries of one kind whose keys begin alike:
 *
 * <pre>{@code
 * Prefix.of(grid, "carts/", grid::cart).onChange(change -> ...);
 * }</pre>
 *
 * @param <V> a snapshot of what one of them shows
 */
public final class Prefix<V> {
  private final Entries entries;
  private final String begin;
  private final Function<String, ? extends Handle<V>> handles;

  private Prefix(Entries entries, String begin, Function<String, ? extends Handle<V>> handles) {
    this.entries = entries;
    this.begin = begin;
    this.handles = handles;
  }

  /** The entries of these handles whose keys begin so. */
  public static <V> Prefix<V> of(
      Entries entries, String begin, Function<String, ? extends Handle<V>> handles) {
    return new Prefix<>(entries, begin, handles);
  }

  /**
   * Tells the listener of every change of those that are kept at this node; the rules are those of
   * {@link Handle#onChange}. When it is slower than the changes, older ones are merged to one for
   * each entry: the last value of none is missed.
   *
   * @throws GridException.LimitExceeded if there are too many listeners
   */
  public Subscription onChange(Consumer<Change<V>> listener) {
    Bytes beginning = Bytes.utf8(begin);
    return entries.onChange(
        entry -> entry.key().startsWith(beginning),
        change -> handles.apply(change.key().key().utf8()).change(change).ifPresent(listener));
  }

  @Override
  public String toString() {
    return begin + "*";
  }
}
