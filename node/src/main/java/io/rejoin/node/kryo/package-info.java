/** Kryo for users' values, never for anything that a peer sends. */
@NullMarked
package io.rejoin.node.kryo;

import org.jspecify.annotations.NullMarked;
