/** How rights to bounded counters get to the node that needs them. */
@NullMarked
package io.rejoin.node.core.rights;

import org.jspecify.annotations.NullMarked;
