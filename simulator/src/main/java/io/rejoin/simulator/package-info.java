/** Whole nodes under a simulated network and clock, reproducible from a seed. */
@NullMarked
package io.rejoin.simulator;

import org.jspecify.annotations.NullMarked;
