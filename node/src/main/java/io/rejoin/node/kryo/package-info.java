/**
 * Kryo for the values of users, at the edge of the API. It never sees a socket, a frame or a state:
 * those have canonical codecs of their own.
 */
@NullMarked
package io.rejoin.node.kryo;

import org.jspecify.annotations.NullMarked;
