/** The transport over TCP. */
@NullMarked
package io.rejoin.node.tcp;

import org.jspecify.annotations.NullMarked;
