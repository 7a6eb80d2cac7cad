/** Links to peers: who is at the other end, what goes out first, what comes in whole. */
@NullMarked
package io.rejoin.node.core.link;

import org.jspecify.annotations.NullMarked;
