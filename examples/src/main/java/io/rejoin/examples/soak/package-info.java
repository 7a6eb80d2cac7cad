/** Kills the processes of a grid under load, again and again, and looks what is left. */
@NullMarked
package io.rejoin.examples.soak;

import org.jspecify.annotations.NullMarked;
