/**
 * What people did at cut-off sites, and the judge of what became of it, without any type of the
 * grid.
 */
@NullMarked
package io.rejoin.examples.comparison.history;

import org.jspecify.annotations.NullMarked;
