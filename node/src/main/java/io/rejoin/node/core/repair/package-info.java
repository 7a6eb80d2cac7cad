/** When a node compares itself with whom. */
@NullMarked
package io.rejoin.node.core.repair;

import org.jspecify.annotations.NullMarked;
