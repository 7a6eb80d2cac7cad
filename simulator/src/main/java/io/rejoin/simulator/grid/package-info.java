/** Whole nodes in a simulated world, what is done to them, and the record of it. */
@NullMarked
package io.rejoin.simulator.grid;

import org.jspecify.annotations.NullMarked;
