/**
 * What goes to which linked node: what was written here, and what others have to hear through it.
 */
@NullMarked
package io.rejoin.node.core.relay;

import org.jspecify.annotations.NullMarked;
