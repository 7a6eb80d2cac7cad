/** The catalogue of replicated types. */
@NullMarked
package io.rejoin.crdt.type;

import org.jspecify.annotations.NullMarked;
