/** Stores that need no library. */
@NullMarked
package io.rejoin.node.store;

import org.jspecify.annotations.NullMarked;
