package io.rejoin.examples.stock;

import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;

/**
 * Takes a piece if this node has the right to one. The rights are shared out among the nodes, so
 * that no two sell the same piece, whoever can reach whom. A node that is cut off sells what it has
 * rights for, and then no more.
 */
public final class EscrowStock implements Stock {
  private final Grid grid;

  public EscrowStock(Grid grid) {
    this.grid = grid;
  }

  @Override
  public void deliver(String sku, int pieces) {
    stock(sku).increment(pieces);
  }

  @Override
  public boolean sellOne(String sku) {
    return stock(sku).tryDecrement(1).isDone();
  }

  private BoundedCounter stock(String sku) {
    return grid.boundedCounter("stock/" + sku);
  }
}
