/** A grid of node processes on this machine: starting, cutting, killing, asking. */
@NullMarked
package io.rejoin.examples.demo.grid;

import org.jspecify.annotations.NullMarked;
