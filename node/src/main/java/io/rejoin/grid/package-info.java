/** The grid: a node of it in this process, how to configure and start it. */
@NullMarked
package io.rejoin.grid;

import org.jspecify.annotations.NullMarked;
