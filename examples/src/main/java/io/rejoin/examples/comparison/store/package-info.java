/** Models of stores that replicate documents: the last writer wins, or a majority must agree. */
@NullMarked
package io.rejoin.examples.comparison.store;

import org.jspecify.annotations.NullMarked;
