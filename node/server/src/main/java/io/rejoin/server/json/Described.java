package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A type whose operations are a table of names, fields and how to read them. */
final class Described implements TypeJson {

  /** Makes an operation of its fields. */
  interface Reading {
    Operation read(Fields fields) throws InvalidJson;
  }

  private record Row(List<String> fields, Reading reading) {}

  private final CrdtType<?> type;
  private final BiConsumer<View, ObjectNode> describing;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** Begins with what is shown: {@code value} and perhaps more. */
  Described(CrdtType<?> type, BiConsumer<View, ObjectNode> describing) {
    this.type = type;
    this.describing = describing;
  }

  /** Has an operation with these fields besides {@code op}. */
  Described with(String op, Reading reading, String... fields) {
    rows.put(op, new Row(List.of(fields), reading));
    return this;
  }

  @Override
  public CrdtType<?> type() {
    return type;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    Row row = rows.get(op);
    if (row == null) {
      throw unknown(op, rows.keySet().toArray(String[]::new));
    }
    String[] known = new String[row.fields().size() + 1];
    known[0] = "op";
    for (int i = 1; i < known.length; i++) {
      known[i] = row.fields().get(i - 1);
    }
    return row.reading().read(fields.only(known));
  }

  @Override
  public void describe(View view, ObjectNode into) {
    describing.accept(view, into);
  }
}
