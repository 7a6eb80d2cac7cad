/** The movable tree. */
@NullMarked
package io.rejoin.crdt.type.tree;

import org.jspecify.annotations.NullMarked;
