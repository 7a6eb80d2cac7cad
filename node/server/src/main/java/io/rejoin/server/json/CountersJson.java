package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.View;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.counter.ResettableCounter;
import java.util.List;

/** Counters: the value is a number. */
final class CountersJson {
  private CountersJson() {}

  static List<TypeJson> all() {
    return List.of(
        new Described(PnCounter.TYPE, (view, into) -> into.put("value", PnCounter.value(view)))
            .with("add", fields -> new PnCounter.Add(amount(fields)), "amount"),
        new Described(
                GrowOnlyCounter.TYPE,
                (view, into) -> into.put("value", GrowOnlyCounter.value(view)))
            .with("add", fields -> new GrowOnlyCounter.Increment(amount(fields)), "amount"),
        new Described(
                ResettableCounter.TYPE,
                (view, into) -> into.put("value", ResettableCounter.value(view)))
            .with("add", fields -> new ResettableCounter.Add(amount(fields)), "amount")
            .with("reset", fields -> new ResettableCounter.Reset()),
        bounded(),
        new Described(HyperLogLog.TYPE, (view, into) -> into.put("value", HyperLogLog.count(view)))
            .with("add", fields -> new HyperLogLog.Add(fields.bytes("element")), "element"));
  }

  /** {@code rights} says how much each run may take. */
  private static TypeJson bounded() {
    return new Described(BoundedCounter.TYPE, CountersJson::describeBounded)
        .with("add", fields -> new BoundedCounter.Increment(amount(fields)), "amount")
        .with("take", fields -> new BoundedCounter.Decrement(amount(fields)), "amount")
        .with(
            "give",
            fields ->
                new BoundedCounter.Transfer(ReplicaId.parse(fields.text("to")), amount(fields)),
            "to",
            "amount");
  }

  private static void describeBounded(View view, ObjectNode into) {
    into.put("value", BoundedCounter.value(view));
    ObjectNode rights = into.putObject("rights");
    BoundedCounter.rights(view).forEach((run, amount) -> rights.put(run.toString(), amount));
  }

  private static long amount(Fields fields) throws InvalidJson {
    return fields.integer("amount", 1);
  }
}
