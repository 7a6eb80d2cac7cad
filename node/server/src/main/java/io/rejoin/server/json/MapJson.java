package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.ObservedRemoveMap;

/**
 * {@code update{"field","type","operation":{...}}}, {@code remove{"field"}}; the value lists {@code
 * {"field","type","value"}} by field. One field may hold values of several types.
 */
final class MapJson implements TypeJson {
  private final TypesJson nested;

  MapJson(TypesJson nested) {
    this.nested = nested;
  }

  @Override
  public CrdtType<?> type() {
    return ObservedRemoveMap.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    return switch (op) {
      case "update" -> {
        fields.only("op", "field", "type", "operation");
        TypeJson type = nested.byName(fields.text("type"));
        Operation operation = TypesJson.operation(type, fields.node("operation"));
        yield update(fields.bytes("field"), type.type(), operation);
      }
      case "remove" -> new ObservedRemoveMap.Remove(fields.only("op", "field").bytes("field"));
      default -> throw unknown(op, "update", "remove");
    };
  }

  // The operation was read as one of this very type.
  @SuppressWarnings("unchecked")
  private static <O extends Operation> Operation update(
      Bytes field, CrdtType<O> type, Operation operation) {
    return new ObservedRemoveMap.Update<>(field, type, (O) operation);
  }

  @Override
  public void describe(View view, ObjectNode into) {
    ArrayNode fields = into.putArray("value");
    ObservedRemoveMap.fields(view)
        .forEach((field, byType) ->
            byType.forEach((id, value) -> nested.byId(id).ifPresent(type -> {
              ObjectNode row = fields.addObject();
              row.set("field", Texts.json(field));
              row.put("type", type.type().name());
              type.describe(value, row);
            })));
  }
}
