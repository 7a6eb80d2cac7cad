/** Runs scenarios: draws, simulates, sweeps over seeds, and makes failing runs smaller. */
@NullMarked
package io.rejoin.simulator.run;

import org.jspecify.annotations.NullMarked;
