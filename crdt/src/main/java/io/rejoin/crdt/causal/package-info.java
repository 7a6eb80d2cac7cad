/**
 * Who wrote what, and who knows of it: runs and dots, causal contexts, the clocks of nodes, and
 * hybrid logical time.
 */
@NullMarked
package io.rejoin.crdt.causal;

import org.jspecify.annotations.NullMarked;
