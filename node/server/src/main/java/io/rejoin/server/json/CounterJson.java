package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.counter.PnCounter;

/** {@code add{"amount"}}; the value is a number. */
final class CounterJson implements TypeJson {
  @Override
  public CrdtType<?> type() {
    return PnCounter.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    if (!op.equals("add")) {
      throw unknown(op, "add");
    }
    return new PnCounter.Add(fields.only("op", "amount").integer("amount", 1));
  }

  @Override
  public void describe(View view, ObjectNode into) {
    into.put("value", PnCounter.value(view));
  }
}
