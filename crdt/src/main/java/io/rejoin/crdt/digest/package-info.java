/** What two replicas compare: a digest of live content that is kept incrementally. */
@NullMarked
package io.rejoin.crdt.digest;

import org.jspecify.annotations.NullMarked;
