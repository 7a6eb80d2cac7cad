package io.rejoin.examples.shop;

import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;

/**
 * Pieces as a bounded counter: each piece can be taken at one site only, so that no two sites sell
 * the same one, whoever is cut off. A site that has too few refuses, and asks the others for some
 * of theirs in the background.
 */
public final class EscrowShelf implements Shelf {
  private final Grid grid;

  public EscrowShelf(Grid grid) {
    this.grid = grid;
  }

  @Override
  public void put(String sku, long pieces) {
    stock(sku).increment(pieces);
  }

  @Override
  public Taking take(String sku, long pieces) {
    BoundedCounter.Attempt attempt = stock(sku).tryDecrement(pieces);
    return new Taking(attempt.isDone(), attempt.available(), attempt.known());
  }

  @Override
  public long here(String sku) {
    return stock(sku).available();
  }

  @Override
  public long known(String sku) {
    return stock(sku).value();
  }

  private BoundedCounter stock(String sku) {
    return grid.boundedCounter("stock/" + sku);
  }
}
