/** Sends the shoppers of a day through the grid, in the order of time, several at once. */
@NullMarked
package io.rejoin.examples.demo.replay;

import org.jspecify.annotations.NullMarked;
