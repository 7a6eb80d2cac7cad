/** Counters: numbers that several sites count at once. */
@NullMarked
package io.rejoin.crdt.type.counter;

import org.jspecify.annotations.NullMarked;
