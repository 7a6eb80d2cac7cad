/** What a node knows of the others: rows, clocks, and who stands between two sites. */
@NullMarked
package io.rejoin.node.core.roster;

import org.jspecify.annotations.NullMarked;
