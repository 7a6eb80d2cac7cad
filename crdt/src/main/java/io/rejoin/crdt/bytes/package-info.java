/** Immutable bytes, the canonical encoding, and the keyed hash. */
@NullMarked
package io.rejoin.crdt.bytes;

import org.jspecify.annotations.NullMarked;
