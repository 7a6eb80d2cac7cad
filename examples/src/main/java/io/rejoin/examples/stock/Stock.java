package io.rejoin.examples.stock;

/** Pieces of which there are only so many. */
public interface Stock {

  /** Puts pieces into stock. */
  void deliver(String sku, int pieces);

  /**
   * Sells one piece.
   *
   * @return whether it was sold; it must not be if there is none left
   */
  boolean sellOne(String sku);
}
