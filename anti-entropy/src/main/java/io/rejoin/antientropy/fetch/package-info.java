/** One entry of another node, without a session. */
@NullMarked
package io.rejoin.antientropy.fetch;

import org.jspecify.annotations.NullMarked;
