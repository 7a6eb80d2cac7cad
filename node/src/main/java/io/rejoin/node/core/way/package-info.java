/** How a node reaches others of a group: over links, and over nodes between. */
@NullMarked
package io.rejoin.node.core.way;

import org.jspecify.annotations.NullMarked;
