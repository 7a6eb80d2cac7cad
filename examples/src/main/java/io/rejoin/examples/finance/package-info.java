/** A bank's branches: transfers, balances and daily totals that need no line to the others. */
@NullMarked
package io.rejoin.examples.finance;

import org.jspecify.annotations.NullMarked;
