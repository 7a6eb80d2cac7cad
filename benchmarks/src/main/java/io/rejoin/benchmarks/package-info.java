/** Benchmarks of single operations. */
@NullMarked
package io.rejoin.benchmarks;

import org.jspecify.annotations.NullMarked;
