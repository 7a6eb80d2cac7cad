package io.rejoin.examples.stock;

import io.rejoin.grid.Grid;
import io.rejoin.value.Counter;

/**
 * Looks whether there is a piece, then takes it. That is right at one node; at two, both look
 * before either has heard of the other, and the last piece is sold twice. Every test without a cut
 * passes: this class is here for the simulator to find out.
 */
public final class CheckThenActStock implements Stock {
  private final Grid grid;

  public CheckThenActStock(Grid grid) {
    this.grid = grid;
  }

  @Override
  public void deliver(String sku, int pieces) {
    stock(sku).add(pieces);
  }

  @Override
  public boolean sellOne(String sku) {
    Counter stock = stock(sku);
    if (stock.value() < 1) {
      return false;
    }
    stock.decrement();
    return true;
  }

  private Counter stock(String sku) {
    return grid.counter("stock/" + sku);
  }
}
