/** One table of several engines: each measurement of each engine in a process of its own. */
@NullMarked
package io.rejoin.benchmarks.table;

import org.jspecify.annotations.NullMarked;
