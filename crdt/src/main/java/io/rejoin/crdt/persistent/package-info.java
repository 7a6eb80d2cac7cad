/** Persistent, structure-sharing maps. */
@NullMarked
package io.rejoin.crdt.persistent;

import org.jspecify.annotations.NullMarked;
