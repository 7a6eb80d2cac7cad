/** Targets of a coverage-guided fuzzer: {@code benchmarks/fuzz} runs them. */
@NullMarked
package io.rejoin.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
