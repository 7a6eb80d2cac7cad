package io.rejoin.examples.shop;

/**
 * An article's pieces, as one site knows them; right when the sites agree and nobody is checking
 * out.
 *
 * @param delivered by suppliers
 * @param stock on the shelves of all sites
 * @param ordered in orders; what was bought twice is in there twice, and was taken twice
 */
public record Books(String sku, long delivered, long stock, long ordered) {

  /**
   * Pieces that were taken for orders that never came to be, or twice for one: a process ended
   * between the two steps of a checkout, or one order was tried at two sites that were cut apart.
   * Nobody can buy them until they are {@linkplain Shop#putBack put back}.
   */
  public long withheld() {
    return delivered - stock - ordered;
  }
}
