/** Frames that travel compressed: with what, on which links, and how large they may become. */
@NullMarked
package io.rejoin.node.core.packing;

import org.jspecify.annotations.NullMarked;
