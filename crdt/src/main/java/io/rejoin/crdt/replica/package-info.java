/** Replicated values without a grid: one copy of a value, and the run that writes it. */
@NullMarked
package io.rejoin.crdt.replica;

import org.jspecify.annotations.NullMarked;
