/** The thread that drives a node. */
@NullMarked
package io.rejoin.node.loop;

import org.jspecify.annotations.NullMarked;
