/** The frame of every type: dotted items under paths, their contexts, and the one join. */
@NullMarked
package io.rejoin.crdt;

import org.jspecify.annotations.NullMarked;
