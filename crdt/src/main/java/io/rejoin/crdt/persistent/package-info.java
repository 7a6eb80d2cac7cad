/**
 * Immutable maps that share structure: a change copies the path to it, O(log n), and leaves the old
 * version as it was.
 */
@NullMarked
package io.rejoin.crdt.persistent;

import org.jspecify.annotations.NullMarked;
