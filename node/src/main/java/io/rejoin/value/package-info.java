/** Handles of values, named after what they hold. A {@code Grid} gives them. */
@NullMarked
package io.rejoin.value;

import org.jspecify.annotations.NullMarked;
