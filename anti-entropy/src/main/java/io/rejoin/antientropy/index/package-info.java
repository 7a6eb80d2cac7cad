/** The removals that others may not have applied yet. */
@NullMarked
package io.rejoin.antientropy.index;

import org.jspecify.annotations.NullMarked;
