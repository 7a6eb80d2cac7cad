/** Simulated time, chance and network. Knows nothing of what runs in it. */
@NullMarked
package io.rejoin.simulator.world;

import org.jspecify.annotations.NullMarked;
