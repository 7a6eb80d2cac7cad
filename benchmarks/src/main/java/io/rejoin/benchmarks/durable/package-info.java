/** A node with a durable store: beside Akka's durable data, and how it starts with much in it. */
@NullMarked
package io.rejoin.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
