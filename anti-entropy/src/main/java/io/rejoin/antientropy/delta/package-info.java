/** What is pushed to a peer at once: joined deltas, and the claim that they are all there is. */
@NullMarked
package io.rejoin.antientropy.delta;

import org.jspecify.annotations.NullMarked;
