/**
 * The transport over TCP. Everything runs on one event loop thread, the one that also runs the
 * protocol: a frame is handled where it was read, so a node that cannot keep up stops reading and
 * TCP slows its peers down.
 */
@NullMarked
package io.rejoin.node.tcp;

import org.jspecify.annotations.NullMarked;
