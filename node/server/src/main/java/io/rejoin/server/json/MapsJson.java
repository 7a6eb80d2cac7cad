package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.Multimap;
import java.util.List;

/** Maps of plain values: a list of {@code {"field","value"}} or {@code {"field","values"}}. */
final class MapsJson {
  private MapsJson() {}

  static List<TypeJson> all() {
    return List.of(
        new Described(LwwMap.TYPE, MapsJson::describeLww)
            .with(
                "put",
                fields -> new LwwMap.Put(fields.bytes("field"), fields.bytes("value")),
                "field",
                "value")
            .with("remove", fields -> new LwwMap.Remove(fields.bytes("field")), "field"),
        new Described(Multimap.TYPE, MapsJson::describeMulti)
            .with(
                "put",
                fields -> new Multimap.Put(fields.bytes("field"), fields.bytes("value")),
                "field",
                "value")
            .with(
                "remove",
                fields -> new Multimap.Remove(fields.bytes("field"), fields.bytes("value")),
                "field",
                "value")
            .with("remove-all", fields -> new Multimap.RemoveAll(fields.bytes("field")), "field"));
  }

  private static void describeLww(View view, ObjectNode into) {
    ArrayNode rows = into.putArray("value");
    LwwMap.fields(view).forEach((field, value) -> {
      ObjectNode row = rows.addObject();
      row.set("field", Texts.json(field));
      row.set("value", Texts.json(value));
    });
  }

  private static void describeMulti(View view, ObjectNode into) {
    ArrayNode rows = into.putArray("value");
    Multimap.fields(view).forEach((field, values) -> {
      ObjectNode row = rows.addObject();
      row.set("field", Texts.json(field));
      ArrayNode list = row.putArray("values");
      values.forEach(value -> list.add(Texts.json(value)));
    });
  }
}
