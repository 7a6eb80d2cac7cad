package io.rejoin.examples.shop;

/** Pieces of which there are only so many, by article. */
public interface Shelf {

  /**
   * What became of taking pieces.
   *
   * @param done whether all were taken; if not, none was
   * @param here how many can be taken here now
   * @param known how many there are at all sites together, as far as is known here
   */
  record Taking(boolean done, long here, long known) {}

  /** Puts pieces, at least one, on this site's shelf. */
  void put(String sku, long pieces);

  /** Takes all of so many pieces, or none. It never waits. */
  Taking take(String sku, long pieces);

  /** How many can be taken here now. */
  long here(String sku);

  /** How many there are at all sites together, as far as is known here. */
  long known(String sku);
}
