/** What a node asks of the world: a transport, a store, a place for its notices. */
@NullMarked
package io.rejoin.node.port;

import org.jspecify.annotations.NullMarked;
