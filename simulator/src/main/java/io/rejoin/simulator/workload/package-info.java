/** What the clients of a scenario do. */
@NullMarked
package io.rejoin.simulator.workload;

import org.jspecify.annotations.NullMarked;
