/** A plain grid of three nodes, beside Hazelcast's counters and maps in a cluster of three. */
@NullMarked
package io.rejoin.benchmarks.hazelcast;

import org.jspecify.annotations.NullMarked;
