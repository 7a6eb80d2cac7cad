/**
 * A node that speaks the protocol of Maelstrom, Jepsen's workbench: JSON lines in, JSON lines out.
 * The protocol core is the same as everywhere; Maelstrom is its network and its checker.
 */
@NullMarked
package io.rejoin.simulator.maelstrom;

import org.jspecify.annotations.NullMarked;
