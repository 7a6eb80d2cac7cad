/** An application's own code inside a simulation: through the ordinary API, on threads in turn. */
@NullMarked
package io.rejoin.simulator.client;

import org.jspecify.annotations.NullMarked;
