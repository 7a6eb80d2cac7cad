/** What must hold of a run, whatever happened in it. */
@NullMarked
package io.rejoin.simulator.check;

import org.jspecify.annotations.NullMarked;
