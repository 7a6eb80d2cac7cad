/**
 * A web shop of several sites, each of which sells while it is cut off from the others: {@link
 * io.rejoin.examples.shop.Shop} is what to copy, the rest shows it.
 */
@NullMarked
package io.rejoin.examples.shop;

import org.jspecify.annotations.NullMarked;
