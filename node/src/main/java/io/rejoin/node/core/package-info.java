/** The protocol of a node: no thread, clock, socket, file or random source of its own. */
@NullMarked
package io.rejoin.node.core;

import org.jspecify.annotations.NullMarked;
