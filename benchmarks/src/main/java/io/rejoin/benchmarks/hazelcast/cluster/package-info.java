/** Three nodes of a grid, or three members of a Hazelcast cluster. */
@NullMarked
package io.rejoin.benchmarks.hazelcast.cluster;

import org.jspecify.annotations.NullMarked;
