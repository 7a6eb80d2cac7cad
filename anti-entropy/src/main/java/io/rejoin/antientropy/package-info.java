/** Merkle trees, repair sessions and delta buffers, free of addresses, sockets and time. */
@NullMarked
package io.rejoin.antientropy;

import org.jspecify.annotations.NullMarked;
