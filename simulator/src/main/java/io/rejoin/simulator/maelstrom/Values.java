package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.node.core.Operations;
import io.rejoin.node.core.Replica;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.util.TreeMap;

/**
 * The values of the workloads in the grid. An element of a set is any JSON value and is kept as
 * its text with the fields of objects sorted, so that equal values are one element.
 */
final class Values {
  private final Replica replica;
  private final Operations operations;

  Values(Replica replica, Operations operations) {
    this.replica = replica;
    this.operations = operations;
  }

  /** Whether anything was ever written, here or elsewhere as far as is known here. */
  boolean isKnown(Workload workload) {
    return !state(workload).isEmpty();
  }

  /**
   * Writes.
   *
   * @throws RefusedRequest if that is not possible; nothing has changed then
   */
  void write(Workload workload, JsonNode what) throws RefusedRequest {
    try {
      switch (workload) {
        case BROADCAST, G_SET ->
          operations.carryOut(workload.key(), GrowOnlySet.TYPE, new GrowOnlySet.Add(text(what)));
        case PN_COUNTER ->
          operations.carryOut(workload.key(), PnCounter.TYPE, new PnCounter.Add(amount(what)));
        case G_COUNTER ->
          operations.carryOut(
              workload.key(), GrowOnlyCounter.TYPE, new GrowOnlyCounter.Increment(amount(what)));
      }
    } catch (IllegalArgumentException impossible) {
      throw new RefusedRequest(ErrorCode.ABORT, String.valueOf(impossible.getMessage()));
    }
  }

  JsonNode read(Workload workload) {
    State state = state(workload);
    return switch (workload) {
      case BROADCAST, G_SET -> elements(state);
      case PN_COUNTER -> JsonNodeFactory.instance.numberNode(PnCounter.value(state));
      case G_COUNTER -> JsonNodeFactory.instance.numberNode(GrowOnlyCounter.value(state));
    };
  }

  private State state(Workload workload) {
    return replica.state(workload.key());
  }

  private static long amount(JsonNode what) throws RefusedRequest {
    if (!what.isIntegralNumber() || !what.canConvertToLong()) {
      throw RefusedRequest.malformed("delta is an integer of 64 bits");
    }
    return what.longValue();
  }

  private static ArrayNode elements(State state) {
    ArrayNode elements = Json.array();
    for (Bytes element : GrowOnlySet.elements(state)) {
      try {
        elements.add(Json.read(element.toArray()));
      } catch (InvalidJson foreign) {
        throw new IllegalStateException("an element that no node of this kind has put", foreign);
      }
    }
    return elements;
  }

  private static Bytes text(JsonNode value) {
    return Bytes.wrap(Json.write(sorted(value)));
  }

  private static JsonNode sorted(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = Json.array();
      array.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    if (value instanceof ObjectNode object) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return Json.object().setAll(fields);
    }
    return value;
  }
}
