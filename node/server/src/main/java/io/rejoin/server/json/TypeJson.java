package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;

/** How one type looks in JSON. */
public interface TypeJson {
  CrdtType<?> type();

  /**
   * The operation called {@code op} with its fields.
   *
   * @throws InvalidJson if the type has no such operation, or a field is missing, unknown or wrong
   * @throws IllegalArgumentException if the operation does not take such a value
   */
  Operation operation(String op, Fields fields) throws InvalidJson;

  /** Puts {@code value}, and what else a reader of this type may want to know, into an object. */
  void describe(View view, ObjectNode into);

  /** Complains about an operation that the type does not have. */
  default InvalidJson unknown(String op, String... known) {
    return new InvalidJson(
        "type " + type().name() + " has no operation '" + op + "'",
        "it has " + String.join(", ", known));
  }
}
