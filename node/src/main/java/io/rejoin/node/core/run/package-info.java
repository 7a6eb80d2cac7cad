/** What a process does itself: the numbers of its operations, and their way to the core. */
@NullMarked
package io.rejoin.node.core.run;

import org.jspecify.annotations.NullMarked;
