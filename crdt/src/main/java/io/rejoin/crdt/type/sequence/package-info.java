/** Sequences: lists and texts that several sites edit at once. */
@NullMarked
package io.rejoin.crdt.type.sequence;

import org.jspecify.annotations.NullMarked;
