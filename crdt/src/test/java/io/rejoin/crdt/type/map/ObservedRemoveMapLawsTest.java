package io.rejoin.crdt.type.map;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Change;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Remove;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Update;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Maps of counters, sets, registers and maps of these. */
class ObservedRemoveMapLawsTest extends CrdtLaws<Change> {

  @Override
  protected CrdtType<Change> type() {
    return ObservedRemoveMap.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String field = "f" + random.nextInt(3);
    return switch (random.nextInt(8)) {
      case 0, 1 -> Maps.remove(field);
      case 2, 3 -> Maps.count(field, 1 + random.nextInt(4));
      case 4 -> Maps.addTo(field, "e" + random.nextInt(3));
      case 5 -> Maps.set(field, "v" + random.nextInt(9));
      default -> Maps.inside(field, operation(random));
    };
  }

  private static Effect effect(Event<Change> event) {
    return effect(event, event.operation(), new ArrayList<>());
  }

  private static Effect effect(Event<Change> event, Change change, List<String> place) {
    if (change instanceof Remove remove) {
      place.add(remove.field().utf8());
      return Effect.takes(place.toArray(new String[0]));
    }
    Update<?> update = (Update<?>) change;
    place.add(update.field().utf8());
    place.add(update.type().name());
    if (update.operation() instanceof Change inner) {
      return effect(event, inner, place);
    }
    if (update.operation() instanceof AddWinsSet.Add add) {
      place.add(add.element().utf8());
    }
    String[] where = place.toArray(new String[0]);
    return update.operation() instanceof PnCounter.Add add
        ? Effect.puts(event, "" + add.amount(), where)
        : Effect.replaces(event, value(update), where);
  }

  private static String value(Update<?> update) {
    return update.operation() instanceof LwwRegister.Set set ? set.value().utf8() : "";
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Map<String, String> leaves = new TreeMap<>();
    Specification.live(heard, ObservedRemoveMapLawsTest::effect)
        .forEach(what ->
            leaves.merge(String.join("/", what.place()), what.value(), merge(what.place())::of));
    return leaves;
  }

  private interface Merge {
    String of(String left, String right);
  }

  /** Counts add up, values of a register are listed. */
  private static Merge merge(List<String> place) {
    if (place.get(place.size() - 1).equals(PnCounter.TYPE.name())) {
      return (left, right) -> "" + (Long.parseLong(left) + Long.parseLong(right));
    }
    return (left, right) ->
        String.join(" ", new TreeSet<>(List.of((left + " " + right).split(" ", -1))));
  }

  @Override
  protected Object actual(State state) {
    Map<String, String> leaves = new TreeMap<>();
    collect(state.root(), "", leaves);
    return leaves;
  }

  private static void collect(View map, String prefix, Map<String, String> leaves) {
    ObservedRemoveMap.fields(map)
        .forEach((field, values) ->
            values.forEach((type, view) -> leaf(type, view, prefix + field.utf8() + "/", leaves)));
  }

  private static void leaf(int type, View view, String prefix, Map<String, String> leaves) {
    if (type == ObservedRemoveMap.TYPE.id()) {
      collect(view, prefix + "or-map/", leaves);
    } else if (type == PnCounter.TYPE.id()) {
      leaves.put(prefix + "pn-counter", "" + PnCounter.value(view));
    } else if (type == AddWinsSet.TYPE.id()) {
      for (Bytes element : AddWinsSet.elements(view)) {
        leaves.put(prefix + "aw-set/" + element.utf8(), "");
      }
    } else {
      List<String> values = LwwRegister.versions(view).stream()
          .map(version -> version.value().utf8())
          .sorted()
          .distinct()
          .toList();
      leaves.put(prefix + "lww-register", String.join(" ", values));
    }
  }
}
