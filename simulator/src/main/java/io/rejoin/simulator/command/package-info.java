/** {@code rejoin simulate} on the command line. */
@NullMarked
package io.rejoin.simulator.command;

import org.jspecify.annotations.NullMarked;
