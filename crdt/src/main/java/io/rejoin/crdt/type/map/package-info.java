/** Maps from fields to values. */
@NullMarked
package io.rejoin.crdt.type.map;

import org.jspecify.annotations.NullMarked;
