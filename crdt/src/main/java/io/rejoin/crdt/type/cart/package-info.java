/** The shopping cart. */
@NullMarked
package io.rejoin.crdt.type.cart;

import org.jspecify.annotations.NullMarked;
