/** Keeps the house rules of the whole repository: what points at what, and how it is written. */
@NullMarked
package io.rejoin.architecture;

import org.jspecify.annotations.NullMarked;
