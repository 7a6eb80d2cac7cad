package io.rejoin.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What clients can do, as scenarios name it: the type and a verb, such as {@code set.add}. The
 * types are those of the library: {@code set} adds win, {@code counter} counts up and down, {@code
 * stock} is a bounded counter, {@code register} the last writer wins, {@code multi} keeps all
 * concurrent values, {@code map} holds values of several types.
 */
public enum OperationName {
  /** One operation of any type at all, the rarer ones among them. */
  ANY,
  SET_ADD,
  SET_REMOVE,
  SET_CLEAR,
  SET_READ,
  GSET_ADD,
  GSET_READ,
  COUNTER_ADD,
  COUNTER_READ,
  /** Puts so many pieces into stock. */
  STOCK_ADD,
  /** Takes so many pieces out of stock, if this node has the right to. */
  STOCK_TAKE,
  STOCK_READ,
  CART_ADD,
  CART_REMOVE,
  CART_SET_QUANTITY,
  CART_CHECKOUT,
  CART_CLEAR,
  CART_READ,
  REGISTER_SET,
  REGISTER_READ,
  MULTI_SET,
  MULTI_READ,
  /** Changes a field: a counter, a set, a register or a cart in it. */
  MAP_UPDATE,
  MAP_REMOVE,
  MAP_READ,
  LIST_INSERT,
  LIST_DELETE,
  LIST_MOVE,
  LIST_READ,
  TEXT_INSERT,
  TEXT_DELETE,
  TEXT_READ,
  TREE_MOVE,
  TREE_REMOVE,
  TREE_READ;

  private static final List<String> ALL =
      Arrays.stream(values()).map(OperationName::toString).toList();

  /** The operation of a name such as {@code set.add}. */
  public static Optional<OperationName> of(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation.toString().equals(name))
        .findFirst();
  }

  /** All names, in the order in which they are documented. */
  public static List<String> all() {
    return ALL;
  }

  /** What comes behind the dot, such as {@code set-quantity}. */
  public String verb() {
    return toString().substring(toString().indexOf('.') + 1);
  }

  /** Whether it changes nothing. */
  public boolean isRead() {
    return verb().equals("read");
  }

  @Override
  public String toString() {
    return name().replaceFirst("_", ".").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
