/** The HTTP API of a node. */
@NullMarked
package io.rejoin.server.http;

import org.jspecify.annotations.NullMarked;
