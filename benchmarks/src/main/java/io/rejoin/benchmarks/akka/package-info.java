/** Rejoin inside an Akka Cluster, beside Akka Distributed Data in the same cluster. */
@NullMarked
package io.rejoin.benchmarks.akka;

import org.jspecify.annotations.NullMarked;
