/**
 * The types: what their operations put and remove, and how their values are read. Each tells in a
 * table what comes of operations that did not see each other.
 */
@NullMarked
package io.rejoin.crdt.type;

import org.jspecify.annotations.NullMarked;
