/** How fast grids are simulated. */
@NullMarked
package io.rejoin.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
