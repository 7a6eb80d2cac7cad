/** Broken nodes, each of which the checks must find out: a check that cannot fail says nothing. */
@NullMarked
package io.rejoin.simulator.mutant;

import org.jspecify.annotations.NullMarked;
