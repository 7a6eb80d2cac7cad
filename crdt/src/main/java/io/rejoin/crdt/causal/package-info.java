/** Runs, dots, contexts, clocks and hybrid time: who wrote what, and who has seen it. */
@NullMarked
package io.rejoin.crdt.causal;

import org.jspecify.annotations.NullMarked;
