/**
 * The threads of a node: the loop that owns the protocol, the dispatcher that runs an application's
 * listeners, and the one place where anybody waits.
 */
@NullMarked
package io.rejoin.node.loop;

import org.jspecify.annotations.NullMarked;
