/** Groups of nodes that hold the same entries, and what belongs to each of them alone. */
@NullMarked
package io.rejoin.node.core.group;

import org.jspecify.annotations.NullMarked;
