/** What an application uses: the grid, its handles, levels and receipts. */
@NullMarked
package io.rejoin;

import org.jspecify.annotations.NullMarked;
