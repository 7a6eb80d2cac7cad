/** What nodes say to each other, and its bytes. */
@NullMarked
package io.rejoin.node.core.frame;

import org.jspecify.annotations.NullMarked;
