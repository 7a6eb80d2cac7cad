/** What a node keeps on disk besides entries: who it is, of which grid, and who uses it now. */
@NullMarked
package io.rejoin.node.data;

import org.jspecify.annotations.NullMarked;
