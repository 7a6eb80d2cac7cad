/**
 * Decides from the driver's own log what must be in every cart at the end, by set arithmetic over
 * dots and without any type of the grid.
 */
@NullMarked
package io.rejoin.examples.demo.oracle;

import org.jspecify.annotations.NullMarked;
