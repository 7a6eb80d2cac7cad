package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.ElementChange;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;

/** Sets: the value is a sorted list of elements. */
final class SetsJson {
  private SetsJson() {}

  static List<TypeJson> all() {
    return List.of(
        set(AddWinsSet.TYPE, AddWinsSet::elements, AddWinsSet.Add::new)
            .with("remove", element(AddWinsSet.Remove::new), "element")
            .with("clear", fields -> new AddWinsSet.Clear()),
        set(GrowOnlySet.TYPE, GrowOnlySet::elements, GrowOnlySet.Add::new),
        set(RemoveWinsSet.TYPE, RemoveWinsSet::elements, RemoveWinsSet.Add::new)
            .with("remove", element(RemoveWinsSet.Remove::new), "element")
            .with("clear", fields -> new RemoveWinsSet.Clear()),
        set(TwoPhaseSet.TYPE, TwoPhaseSet::elements, ElementChange.Add::new)
            .with("remove", element(ElementChange.Remove::new), "element"),
        set(CausalLengthSet.TYPE, CausalLengthSet::elements, ElementChange.Add::new)
            .with("remove", element(ElementChange.Remove::new), "element"),
        set(LwwSet.TYPE, LwwSet::elements, ElementChange.Add::new)
            .with("remove", element(ElementChange.Remove::new), "element"));
  }

  private static Described set(
      CrdtType<?> type, Function<View, SortedSet<Bytes>> elements, Function<Bytes, Operation> add) {
    return new Described(type, (view, into) -> {
          ArrayNode value = into.putArray("value");
          elements.apply(view).forEach(element -> value.add(Texts.json(element)));
        })
        .with("add", element(add), "element");
  }

  private static Described.Reading element(Function<Bytes, Operation> operation) {
    return fields -> operation.apply(fields.bytes("element"));
  }
}
