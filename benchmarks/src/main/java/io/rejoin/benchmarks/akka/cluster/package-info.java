/** Three nodes of an Akka Cluster in one process, with one of several engines for their data. */
@NullMarked
package io.rejoin.benchmarks.akka.cluster;

import org.jspecify.annotations.NullMarked;
