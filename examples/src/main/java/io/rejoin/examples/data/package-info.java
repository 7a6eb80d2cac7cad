/** Real data that the examples work on: supermarket baskets and sea ports. */
@NullMarked
package io.rejoin.examples.data;

import org.jspecify.annotations.NullMarked;
