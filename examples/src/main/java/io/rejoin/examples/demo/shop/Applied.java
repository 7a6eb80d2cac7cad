package io.rejoin.examples.demo.shop;

import java.util.List;

/**
 * An operation and the grid's answer to it. Dots are opaque texts to the demo.
 *
 * @param written dots of the items that the operation put into the cart
 * @param observed dots of the items that it took out of the cart
 */
public record Applied(CartOperation operation, List<String> written, List<String> observed) {
  public Applied {
    written = List.copyOf(written);
    observed = List.copyOf(observed);
  }

  public static Applied unknown(CartOperation operation) {
    return new Applied(operation, List.of(), List.of());
  }
}
