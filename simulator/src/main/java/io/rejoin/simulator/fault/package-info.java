/** Makes happenings of a scenario happen, and ends them. */
@NullMarked
package io.rejoin.simulator.fault;

import org.jspecify.annotations.NullMarked;
