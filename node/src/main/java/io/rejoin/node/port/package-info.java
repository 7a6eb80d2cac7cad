/** What a node asks of the world: a transport and a store. */
@NullMarked
package io.rejoin.node.port;

import org.jspecify.annotations.NullMarked;
