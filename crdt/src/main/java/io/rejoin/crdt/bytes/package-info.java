/**
 * Immutable bytes, their canonical reader and writer, and the keyed hash. Everything that travels
 * or is stored is written with {@link io.rejoin.crdt.bytes.ByteWriter} and read back with {@link
 * io.rejoin.crdt.bytes.ByteReader}, which trusts nothing.
 */
@NullMarked
package io.rejoin.crdt.bytes;

import org.jspecify.annotations.NullMarked;
