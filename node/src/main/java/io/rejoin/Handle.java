package io.rejoin;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A value of the grid under its key. Handles hold nothing: make as many as you like, use them from
 * any thread.
 *
 * <p>Reads take no lock, never wait and give unmodifiable snapshots. Writes act at once on what is
 * here, never wait for the network either, and return a {@link Receipt} for those who want to wait.
 *
 * @param <V> a snapshot of what the handle shows
 */
public abstract sealed class Handle<V>
    permits Cart, Counter, MultiValueRegister, Register, ReplicatedMap, ReplicatedSet {
  private final Place place;

  Handle(Place place) {
    this.place = place;
  }

  /** The entry's key. */
  public final String key() {
    return place.entry().key().utf8();
  }

  /** What the entry holds now. */
  public final V value() {
    return read(place.view());
  }

  /**
   * Tells the listener of every change from now on, on a thread that all listeners of this grid
   * share. What it throws is logged. When it is slower than the changes, up to 1,024 of them wait;
   * older ones are then merged into the next, which says how many: the last value is never missed.
   *
   * @throws GridException.LimitExceeded if there are too many listeners
   */
  public final Subscription onChange(Consumer<Change<V>> listener) {
    return place.grid().listen(place.entry(), change -> {
      V before = read(place.within(change.before()));
      V after = read(place.within(change.after()));
      if (place.isWhole() || !before.equals(after)) {
        listener.accept(new Change<>(key(), before, after, change.local(), change.skipped()));
      }
    });
  }

  abstract V read(View view);

  final Place place() {
    return place;
  }

  final <O extends Operation> Receipt apply(CrdtType<O> type, O operation) {
    return place.apply(type, operation);
  }

  final Limits limits() {
    return place.grid().limits();
  }

  /** The bytes of a name inside the entry, such as a sku. */
  final Bytes name(String text) {
    return limits().checkElement(StandardCodecs.utf8(text));
  }

  final <T> T decode(Codec<T> codec, Bytes bytes) {
    try {
      return codec.decode(bytes);
    } catch (MalformedBytes malformed) {
      throw new GridException.UnusableValue(
          "'" + key() + "' holds bytes that this codec cannot read: " + malformed.getMessage(),
          malformed);
    }
  }

  final <T> List<T> decodeAll(Codec<T> codec, Iterable<Bytes> all) {
    List<T> values = new ArrayList<>();
    all.forEach(bytes -> values.add(decode(codec, bytes)));
    return List.copyOf(values);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + " " + key();
  }

  /** Where a handle's value lies: a whole entry, or a field of a map of a map of an entry. */
  record Place(Grid grid, EntryKey entry, List<Step> steps) {

    /** Into a field of a map; the same field under two types is two values. */
    record Step(Bytes field, CrdtType<?> type) {}

    static Place whole(Grid grid, EntryKey entry) {
      return new Place(grid, entry, List.of());
    }

    Place field(Bytes name, CrdtType<?> type) {
      List<Step> longer = new ArrayList<>(steps);
      longer.add(new Step(name, type));
      return new Place(grid, entry, List.copyOf(longer));
    }

    boolean isWhole() {
      return steps.isEmpty();
    }

    View view() {
      return within(grid.read(entry));
    }

    View within(State state) {
      View view = state.root();
      for (Step step : steps) {
        view = ObservedRemoveMap.field(view, step.field(), step.type());
      }
      return view;
    }

    <O extends Operation> Receipt apply(CrdtType<O> type, O operation) {
      int last = steps.size() - 1;
      if (last < 0) {
        return grid.apply(entry, type, operation);
      }
      ObservedRemoveMap.Change update =
          new ObservedRemoveMap.Update<>(steps.get(last).field(), type, operation);
      for (int i = last - 1; i >= 0; i--) {
        update =
            new ObservedRemoveMap.Update<>(steps.get(i).field(), ObservedRemoveMap.TYPE, update);
      }
      return grid.apply(entry, ObservedRemoveMap.TYPE, update);
    }
  }
}
