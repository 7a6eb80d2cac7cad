package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.Distribution;

/**
 * A kind of operation that clients carry out.
 *
 * @param weight how often, beside the others of the mix
 * @param op type and verb, such as {@code set.add}; {@code any} is one of all types' operations
 * @param key in which {@code {site}}, {@code {node}}, {@code {block}}, {@code {client}}, {@code
 *     {any-site}}, {@code {any-node}} and {@code {1..9}} stand for what they say
 * @param values how many different elements or fields there are; 0 for a new one each time
 * @param own whether it takes an element that the same client added under this key, or is skipped
 * @param amount of counters and quantities
 * @param size of values, in bytes; 0 for a short one
 * @param level that the client waits for, such as local or majority
 */
public record OperationSpec(
    int weight,
    String op,
    String key,
    int values,
    boolean own,
    Distribution amount,
    long size,
    String level) {
  public OperationSpec {
    if (weight < 1) {
      throw new IllegalArgumentException("a weight is at least 1, not " + weight);
    }
    if (OperationName.of(op).isEmpty()) {
      throw new IllegalArgumentException("there is no operation '" + op + "'");
    }
  }

  /** With a new element each time, amount 1, short values, local. */
  public static OperationSpec of(int weight, String op, String key) {
    return new OperationSpec(weight, op, key, 0, false, Distribution.constant(1), 0, "local");
  }

  /** Whether it is, or may be, one on a bounded counter. */
  public boolean countsStock() {
    return op.equals("any") || op.startsWith("stock.");
  }

  /** The same for elements that the same client added. */
  public OperationSpec ofOwn() {
    return new OperationSpec(weight, op, key, values, true, amount, size, level);
  }

  /** The same, so often beside the others of a mix. */
  public OperationSpec withWeight(int weight) {
    return new OperationSpec(weight, op, key, values, own, amount, size, level);
  }
}
