/**
 * News from where no link leads: in a file, as a session of which one half is frozen; and what an
 * evicted node has left.
 */
@NullMarked
package io.rejoin.node.core.bundle;

import org.jspecify.annotations.NullMarked;
