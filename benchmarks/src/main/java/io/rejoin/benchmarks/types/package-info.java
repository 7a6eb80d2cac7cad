/**
 * The types beside those of Akka Distributed Data, in one run on one machine: {@code benchmarks/run
 * types}.
 */
@NullMarked
package io.rejoin.benchmarks.types;

import org.jspecify.annotations.NullMarked;
