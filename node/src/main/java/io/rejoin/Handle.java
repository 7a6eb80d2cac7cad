package io.rejoin;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A value of the grid under its key. Handles hold nothing: make as many as you like, use them from
 * any thread.
 *
 * <p>Reads take no lock, never wait and give unmodifiable snapshots. Writes act at once on what is
 * here, never wait for the network either, and return a {@link Receipt} for those who want to wait.
 * Where a bucket has a number of copies and this node keeps none, both ask a node that does, for
 * {@code rejoin.fetch.timeout} at most; reads then fail with {@link GridException.NotHere}, writes
 * act on what is here and reach those nodes later.
 *
 * @param <V> a snapshot of what the handle shows
 */
public abstract class Handle<V> {
  private final Place place;

  protected Handle(Place place) {
    this.place = place;
  }

  /** The entry's key. */
  public final String key() {
    return place.entry().key().utf8();
  }

  /**
   * What the entry holds now.
   *
   * @throws GridException.NotHere if this node does not keep it, and nobody who does was reached
   */
  public final V value() {
    return read(place.view());
  }

  /** What is here of the entry, whether or not this node keeps all of it. Never waits. */
  public final V partial() {
    return read(place.partial());
  }

  /**
   * Stands for what the entry shows now, or showed when it was read before. Another node that
   * serves the token shows no less: see {@code Grid.await}.
   */
  public final SessionToken token() {
    return place.entries().token(place.entry());
  }

  /**
   * Asks as many other nodes as the level needs for what they have of the entry, and takes it in:
   * reads that follow show at least that. So whoever reads at {@code majority} sees what was
   * confirmed at {@code majority} before. Never throws for time: the answer says who has answered.
   * Only members that this node has a link to can answer. A node that does not keep the entry takes
   * nothing in; the state is in the answer.
   *
   * @throws GridException.LimitExceeded if too many wait at one time
   */
  public final Refreshed refresh(Level level, Duration timeout) {
    return place.entries().refresh(place.entry(), level, timeout);
  }

  /** The same without blocking. What follows runs on the thread of the grid's listeners. */
  public final CompletionStage<Refreshed> refreshed(Level level, Duration timeout) {
    return place.entries().refreshed(place.entry(), level, timeout);
  }

  /**
   * Tells the listener of every change from now on, on a thread that all listeners of this grid
   * share. What it throws is logged. When it is slower than the changes, up to 1,024 of them wait;
   * older ones are then merged into one, which says how many: the last value is never missed.
   *
   * @throws GridException.LimitExceeded if there are too many listeners
   */
  public final Subscription onChange(Consumer<Change<V>> listener) {
    return place.entries().onChange(place.entry(), change -> change(change).ifPresent(listener));
  }

  /** What a change of an entry is to who listens to this handle; nothing, if it is another's. */
  final Optional<Change<V>> change(io.rejoin.node.core.Change change) {
    if (!change.key().equals(place.entry())) {
      return Optional.empty();
    }
    V before = read(place.within(change.before()));
    V after = read(place.within(change.after()));
    return Optional.of(new Change<>(key(), before, after, change.local(), change.skipped()))
        .filter(any -> place.isWhole() || !before.equals(after));
  }

  /**
   * Whether reads and writes never wait: every node keeps the entry, and its bucket's writes do not
   * wait for a disk. What is on a disk alone is read from there all the same.
   */
  public final boolean isImmediate() {
    return place.entries().isImmediate(place.entry());
  }

  /**
   * Removes the entry, with all that is seen of it here. What others write meanwhile, without
   * having seen that, stays.
   *
   * @throws GridException.BadOperation for a field of a map, which the map removes, and for a
   *     bounded counter, of which others may hold rights; nothing has changed then
   */
  public final Receipt erase() {
    if (!place.isWhole()) {
      throw new GridException.BadOperation("a field is removed through its map");
    }
    return place.entries().erase(place.entry());
  }

  /** A snapshot of what is live at this place. */
  protected abstract V read(View view);

  protected final Place place() {
    return place;
  }

  protected final <O extends Operation> Receipt apply(CrdtType<O> type, O operation) {
    return place.apply(type, operation);
  }

  protected final Limits limits() {
    return place.entries().limits();
  }

  /** The bytes of a name inside the entry, such as a sku. */
  protected final Bytes name(String text) {
    return StandardCodecs.utf8(text);
  }

  /**
   * Insists on a codec that gives equal values equal bytes.
   *
   * @throws GridException.BadOperation if it does not
   */
  protected static <T> Codec<T> canonical(String what, Codec<T> codec) {
    if (!codec.canonical()) {
      throw new GridException.BadOperation(
          what + " are compared by their bytes and need a canonical codec, such as Codec.string()");
    }
    return codec;
  }

  protected final <T> T decode(Codec<T> codec, Bytes bytes) {
    try {
      return codec.decode(bytes);
    } catch (MalformedBytes malformed) {
      throw new GridException.UnusableValue(
          "'" + key() + "' holds bytes that this codec cannot read: " + malformed.getMessage(),
          malformed);
    }
  }

  protected final <T> List<T> decodeAll(Codec<T> codec, Iterable<Bytes> all) {
    List<T> values = new ArrayList<>();
    all.forEach(bytes -> values.add(decode(codec, bytes)));
    return List.copyOf(values);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + " " + key();
  }
}
