/** Selling what there is only so much of: a mistake that only a cut shows, and its cure. */
@NullMarked
package io.rejoin.examples.stock;

import org.jspecify.annotations.NullMarked;
