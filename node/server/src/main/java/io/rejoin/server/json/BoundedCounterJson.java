package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;

/**
 * {@code add{"amount"}}, {@code take{"amount"}}, {@code give{"to", "amount"}}; the value is a
 * number, {@code rights} says how much each run may take.
 */
final class BoundedCounterJson implements TypeJson {
  @Override
  public CrdtType<?> type() {
    return BoundedCounter.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    return switch (op) {
      case "add" -> new BoundedCounter.Increment(amount(fields.only("op", "amount")));
      case "take" -> new BoundedCounter.Decrement(amount(fields.only("op", "amount")));
      case "give" -> {
        fields.only("op", "to", "amount");
        yield new BoundedCounter.Transfer(ReplicaId.parse(fields.text("to")), amount(fields));
      }
      default -> throw unknown(op, "add", "take", "give");
    };
  }

  private static long amount(Fields fields) throws InvalidJson {
    return fields.integer("amount", 1);
  }

  @Override
  public void describe(View view, ObjectNode into) {
    into.put("value", BoundedCounter.value(view));
    ObjectNode rights = into.putObject("rights");
    BoundedCounter.rights(view).forEach((run, amount) -> rights.put(run.toString(), amount));
  }
}
