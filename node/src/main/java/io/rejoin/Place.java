package io.rejoin;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a handle's value lies: a whole entry, or a field of a map of a map of an entry.
 *
 * @param moment what is read there, if it is what was there at one moment; such a place is only
 *     read
 */
public record Place(Entries entries, EntryKey entry, List<Step> steps, Optional<View> moment) {

  /** Into a field of a map; the same field under two types is two values. */
  public record Step(Bytes field, CrdtType<?> type) {}

  public Place {
    steps = List.copyOf(steps);
  }

  public static Place whole(Entries entries, EntryKey entry) {
    return new Place(entries, entry, List.of(), Optional.empty());
  }

  /** The same place as it was when this was there: reads show that for ever. */
  public Place at(View then) {
    return new Place(entries, entry, steps, Optional.of(then));
  }

  public Place field(Bytes name, CrdtType<?> type) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(name, type));
    return new Place(
        entries, entry, longer, moment.map(then -> ObservedRemoveMap.field(then, name, type)));
  }

  public boolean isWhole() {
    return steps.isEmpty();
  }

  /** What is there now. */
  public View view() {
    return moment.orElseGet(() -> within(entries.read(entry)));
  }

  /** What is here now, all of it or not. */
  public View partial() {
    return moment.orElseGet(() -> within(entries.partial(entry)));
  }

  /**
   * Reads what is there now: from the entry's state if this is all of it, which may have an index
   * at hand, else from what lies at this place.
   */
  public <R> R read(Function<State, R> whole, Function<View, R> part) {
    boolean live = isWhole() && moment.isEmpty();
    return live ? whole.apply(entries.read(entry)) : part.apply(view());
  }

  /** What was there in a state of the entry. */
  public View within(State state) {
    View view = state.root();
    for (Step step : steps) {
      view = ObservedRemoveMap.field(view, step.field(), step.type());
    }
    return view;
  }

  <O extends Operation> Receipt apply(CrdtType<O> type, O operation) {
    if (moment.isPresent()) {
      throw new GridException.BadOperation("this shows one moment of '" + entry.key().utf8()
          + "' and is only read; write through a handle of the grid");
    }
    int last = steps.size() - 1;
    if (last < 0) {
      return entries.apply(entry, type, operation);
    }
    ObservedRemoveMap.Change update =
        new ObservedRemoveMap.Update<>(steps.get(last).field(), type, operation);
    for (int i = last - 1; i >= 0; i--) {
      update = new ObservedRemoveMap.Update<>(steps.get(i).field(), ObservedRemoveMap.TYPE, update);
    }
    return entries.apply(entry, ObservedRemoveMap.TYPE, update);
  }
}
