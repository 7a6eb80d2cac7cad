/** Registers and flags: single values that are written as a whole. */
@NullMarked
package io.rejoin.crdt.type.register;

import org.jspecify.annotations.NullMarked;
