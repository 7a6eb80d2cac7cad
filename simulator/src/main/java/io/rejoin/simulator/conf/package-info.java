/** Scenarios as HOCON files: reading them strictly, and writing them for people. */
@NullMarked
package io.rejoin.simulator.conf;

import org.jspecify.annotations.NullMarked;
