/** How long a node without its data takes until it has everything again. */
@NullMarked
package io.rejoin.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
