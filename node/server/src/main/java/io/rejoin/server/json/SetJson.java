package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.set.AddWinsSet;

/** {@code add{"element"}}, {@code remove{"element"}}, {@code clear}; the value is a sorted list. */
final class SetJson implements TypeJson {
  @Override
  public CrdtType<?> type() {
    return AddWinsSet.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    return switch (op) {
      case "add" -> new AddWinsSet.Add(fields.only("op", "element").bytes("element"));
      case "remove" -> new AddWinsSet.Remove(fields.only("op", "element").bytes("element"));
      case "clear" -> {
        fields.only("op");
        yield new AddWinsSet.Clear();
      }
      default -> throw unknown(op, "add", "remove", "clear");
    };
  }

  @Override
  public void describe(View view, ObjectNode into) {
    ArrayNode elements = into.putArray("value");
    AddWinsSet.elements(view).forEach(element -> elements.add(Texts.json(element)));
  }
}
