/** The scenarios that come with the simulator. */
@NullMarked
package io.rejoin.simulator.builtin;

import org.jspecify.annotations.NullMarked;
