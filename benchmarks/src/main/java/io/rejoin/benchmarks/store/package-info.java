/** The engines that a durable store could stand on, and what the store costs on top of its own. */
@NullMarked
package io.rejoin.benchmarks.store;

import org.jspecify.annotations.NullMarked;
