package io.rejoin.examples.demo.shop;

import java.util.List;

/**
 * What a shopper does in one go at one site.
 *
 * @param time when, as a fraction of the day
 * @param site index of the site
 */
public record Visit(double time, int site, List<CartOperation> operations) {
  public Visit {
    operations = List.copyOf(operations);
  }
}
