/**
 * What a running node asks of whoever opens its transport. TCP is the default; a jar with another
 * one gives its {@link io.rejoin.node.transport.TransportProvider} to the node's configuration.
 */
@NullMarked
package io.rejoin.node.transport;

import org.jspecify.annotations.NullMarked;
