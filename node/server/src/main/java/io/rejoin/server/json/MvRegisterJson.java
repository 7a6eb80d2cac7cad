package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.MvRegister;

/** {@code set{"value"}}; the value is a list, longer than one after concurrent sets. */
final class MvRegisterJson implements TypeJson {
  @Override
  public CrdtType<?> type() {
    return MvRegister.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    if (!op.equals("set")) {
      throw unknown(op, "set");
    }
    return new MvRegister.Set(fields.only("op", "value").bytes("value"));
  }

  @Override
  public void describe(View view, ObjectNode into) {
    ArrayNode values = into.putArray("value");
    MvRegister.values(view).forEach(value -> values.add(Texts.json(value)));
  }
}
