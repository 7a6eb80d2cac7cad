package io.rejoin.examples.demo.shop;

/** What a shopper does to a cart. */
public sealed interface CartOperation {
  record Add(String sku, int quantity) implements CartOperation {}

  record Remove(String sku) implements CartOperation {}

  /** Replaces what the site knows of this line; never zero here, that would be a remove. */
  record SetQuantity(String sku, int quantity) implements CartOperation {}

  record Checkout(String order) implements CartOperation {}
}
