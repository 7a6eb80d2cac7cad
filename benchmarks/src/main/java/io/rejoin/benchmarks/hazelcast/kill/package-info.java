/** Nodes that are processes of their own, and are killed. */
@NullMarked
package io.rejoin.benchmarks.hazelcast.kill;

import org.jspecify.annotations.NullMarked;
